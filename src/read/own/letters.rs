//! The network that reads a strip of letters (`grammars/print`): for each step of four dots, how likely each letter is.

use super::strip::{HEIGHT, Strip};
use rten::{Model, RunOptions, ThreadPool};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::sync::{Arc, LazyLock};

/// The dots of a strip that one step covers.
pub(super) const STEP: usize = 4;

static MODEL: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::load_static_slice(include_bytes!("../../../grammars/print/letters.onnx")).ok());

/// The letters in the order of the network's classes, behind the first, which is nothing.
static LETTERS: LazyLock<Vec<char>> =
    LazyLock::new(|| include_str!("../../../grammars/print/letters.txt").trim_end_matches('\n').chars().collect());

/// How likely each letter is at each step of a line.
pub(super) struct Steps {
    /// A row a step, a share for nothing and for each letter.
    shares: Vec<Vec<f32>>,
}

impl Steps {
    pub(super) fn count(&self) -> usize {
        self.shares.len()
    }

    /// How likely a letter is at a step; `None` is nothing.
    pub(super) fn share(&self, step: usize, letter: Option<char>) -> f32 {
        let class = letter.map_or(Some(0), |own| LETTERS.iter().position(|known| *known == own).map(|at| at + 1));
        class.and_then(|class| self.shares.get(step)?.get(class)).copied().unwrap_or(0.0)
    }

    /// What is likelier at a step than a share; the likeliest, where nothing is.
    pub(super) fn likely(&self, step: usize, floor: f32) -> Vec<(Option<char>, f32)> {
        let Some(row) = self.shares.get(step) else { return Vec::new() };
        let letter = |class: usize| class.checked_sub(1).and_then(|at| LETTERS.get(at)).copied();
        let most = row.iter().copied().fold(0.0, f32::max);
        let is_likely = |(_, share): &(usize, &f32)| **share >= floor.min(most);
        row.iter().enumerate().filter(is_likely).map(|(class, share)| (letter(class), *share)).collect()
    }

    #[cfg(test)]
    pub(super) fn of(rows: &[Vec<(Option<char>, f32)>]) -> Self {
        let row = |row: &Vec<(Option<char>, f32)>| {
            let mut shares = vec![0.0; LETTERS.len() + 1];
            for (letter, share) in row {
                let class =
                    letter.map_or(0, |own| 1 + LETTERS.iter().position(|known| *known == own).expect("a letter"));
                shares[class] = *share;
            }
            shares
        };
        Self { shares: rows.iter().map(row).collect() }
    }
}

/// One thread that runs the network: a page has its own, so that pages are read beside each other.
pub(super) struct Network {
    options: RunOptions,
}

impl Network {
    pub(super) fn new() -> Self {
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        Self { options: RunOptions::default().with_thread_pool(Some(pool)) }
    }

    /// The steps of a strip; `None` where the network cannot be run.
    pub(super) fn steps(&self, strip: &Strip) -> Option<Steps> {
        let dots: Vec<f32> = strip.ink.iter().map(|dot| f32::from(*dot) / 255.0).collect();
        let input = NdTensor::<f32, 4>::from_data([1, 1, HEIGHT, strip.width], dots);
        let output = MODEL.as_ref()?.run_one(input.view().into(), Some(self.options.clone())).ok()?;
        let output: NdTensor<f32, 4> = output.try_into().ok()?;
        let (classes, steps) = (output.size(1), output.size(3));
        let row = |step: usize| {
            let own: Vec<f32> = (0..classes).map(|class| output[[0, class, 0, step]]).collect();
            let most = own.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = own.iter().map(|value| (value - most).exp()).collect();
            let sum: f32 = shares.iter().sum();
            shares.into_iter().map(|share| share / sum).collect()
        };
        Some(Steps { shares: (0..steps).map(row).collect() })
    }
}
