//! Pieces with their marks, and nom's input over a slice of them: the second level of the grammar.
//!
//! Section grammars (bases, recipients, signatures) are nom parsers over [`Pieces`], as the inline
//! grammars are nom parsers over strings.

use crate::layout::{Column, Join, Piece};
use crate::marks::{Marks, marks};
use crate::model::Span;
use crate::words::Vocabulary;
use nom::{IResult, Input, Needed};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

/// A piece, its text, and what it might be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged<'t> {
    pub piece: Piece,
    pub slice: &'t str,
}

impl<'t> Tagged<'t> {
    /// A piece of the same place with another span: what it may be is asked anew.
    pub(crate) fn with_span(mut self, span: Span, text: &'t str, words: &Vocabulary) -> Self {
        (self.piece.start, self.piece.end) = (span.start, span.end);
        self.slice = span.of(text);
        self.piece.marks = marks(self.slice, words);
        self
    }

    /// The part of the piece that a span takes, which lies within its own.
    pub(crate) fn part(self, span: Span, words: &Vocabulary) -> Self {
        let start = self.piece.start;
        let within = Span { start: span.start.saturating_sub(start), end: span.end.saturating_sub(start) };
        let mut part = self.with_span(within, self.slice, words);
        (part.piece.start, part.piece.end) = (span.start, span.end);
        part
    }

    /// The piece as two, the first of which takes so many bytes of its text.
    pub(crate) fn cut(self, bytes: usize, words: &Vocabulary) -> (Self, Self) {
        let span = self.span();
        let at = span.start + bytes as u32;
        (self.part(Span { end: at, ..span }, words), self.part(Span { start: at, ..span }, words))
    }

    /// True where the mark holds; of several, all.
    pub(crate) fn has(&self, mark: Marks) -> bool {
        self.piece.marks.has_all(mark)
    }

    /// True where one of the marks holds at least.
    pub(crate) fn has_any(&self, marks: Marks) -> bool {
        self.piece.marks.has_any(marks)
    }

    pub(crate) fn span(&self) -> Span {
        self.piece.span()
    }

    pub(crate) fn is_grid(&self) -> bool {
        self.piece.is_grid()
    }

    /// True where the piece is the rest of a wrapped line.
    pub(crate) fn wraps(&self) -> bool {
        self.piece.join == Join::Wrap
    }

    pub(crate) fn is_right(&self) -> bool {
        self.piece.column == Column::Right
    }
}

/// A run of pieces, as nom's input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pieces<'p, 't>(pub &'p [Tagged<'t>]);

/// What a section grammar returns.
pub(crate) type Section<'p, 't, O> = IResult<Pieces<'p, 't>, O>;

impl<'p, 't> Input for Pieces<'p, 't> {
    type Item = Tagged<'t>;
    type Iter = Copied<Iter<'p, Tagged<'t>>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.0.len()
    }

    fn take(&self, index: usize) -> Self {
        Self(&self.0[..index])
    }

    fn take_from(&self, index: usize) -> Self {
        Self(&self.0[index..])
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.0.iter().position(|piece| predicate(*piece))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if self.0.len() >= count { Ok(count) } else { Err(Needed::new(count - self.0.len())) }
    }
}

/// One piece that satisfies a condition.
pub(crate) fn piece<'p, 't: 'p>(
    condition: impl Fn(&Tagged<'t>) -> bool,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Tagged<'t>> {
    move |input: Pieces<'p, 't>| match input.0.split_first() {
        Some((first, rest)) if condition(first) => Ok((Pieces(rest), *first)),
        _ => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Satisfy))),
    }
}
