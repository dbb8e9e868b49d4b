//! Pieces with their marks, and nom's input over a slice of them: the second level of the grammar.
//!
//! Section grammars (bases, recipients, signatures) are nom parsers over [`Pieces`], as the inline
//! grammars are nom parsers over strings.

use crate::layout::{Column, Join, Piece};
use crate::marks::{Marks, marks};
use crate::model::Span;
use crate::words::Vocabulary;
use nom::combinator::verify;
use nom::{IResult, Input, Needed, Offset, Parser};
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

    /// The piece as two, the first of which takes the given number of bytes of its text.
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

/// What a section grammar returns. Where it fails, that is all there is to say.
pub(crate) type Section<'p, 't, O> = IResult<Pieces<'p, 't>, O, ()>;

impl<'p, 't> Pieces<'p, 't> {
    /// True where there is no piece.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The pieces, in order.
    pub(crate) fn iter(self) -> Iter<'p, Tagged<'t>> {
        self.0.iter()
    }

    /// The first piece.
    pub(crate) fn first(self) -> Option<&'p Tagged<'t>> {
        self.0.first()
    }

    /// The last piece.
    pub(crate) fn last(self) -> Option<&'p Tagged<'t>> {
        self.0.last()
    }

    /// What stands before a part of the same run.
    pub(crate) fn upto(self, part: Self) -> Self {
        self.take(self.offset(&part))
    }

    /// A part of the same run with what follows it.
    pub(crate) fn from(self, part: Self) -> Self {
        self.take_from(self.offset(&part))
    }

    /// The spans of the pieces, in order.
    pub(crate) fn spans(self) -> Vec<Span> {
        self.iter().map(Tagged::span).collect()
    }
}

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

impl Offset for Pieces<'_, '_> {
    /// How many pieces stand before a part of the same run.
    fn offset(&self, part: &Self) -> usize {
        let bytes = (part.0.as_ptr() as usize).saturating_sub(self.0.as_ptr() as usize);
        (bytes / size_of::<Tagged>()).min(self.0.len())
    }
}

/// One piece that satisfies a condition.
pub(crate) fn piece<'p, 't: 'p>(
    condition: impl Fn(&Tagged<'t>) -> bool,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Tagged<'t>> {
    move |input: Pieces<'p, 't>| match input.0.split_first() {
        Some((first, rest)) if condition(first) => Ok((Pieces(rest), *first)),
        _ => Err(nom::Err::Error(())),
    }
}

/// The pieces that go on with `first`, which stands before them: each is judged with the one before it.
pub(crate) fn following<'p, 't: 'p>(
    first: Tagged<'t>,
    goes_on: impl Fn(&Tagged<'t>, &Tagged<'t>) -> bool,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    move |input: Pieces<'p, 't>| {
        let before = std::iter::once(&first).chain(input.iter());
        let taken = before.zip(input.iter()).take_while(|(before, next)| goes_on(before, next)).count();
        Ok((input.take_from(taken), input.take(taken)))
    }
}

/// A parser that sees no more than the next `most` pieces.
pub(crate) fn within<'p, 't: 'p, P>(
    most: usize,
    mut parser: P,
) -> impl FnMut(Pieces<'p, 't>) -> Section<'p, 't, P::Output>
where
    P: Parser<Pieces<'p, 't>, Error = ()>,
{
    move |input: Pieces<'p, 't>| {
        let window = input.take(most.min(input.input_len()));
        let (left, output) = parser.parse(window)?;
        Ok((input.take_from(window.offset(&left)), output))
    }
}

/// A parser that takes no more than `most` pieces.
pub(crate) fn at_most<'p, 't: 'p, P>(
    most: usize,
    parser: P,
) -> impl Parser<Pieces<'p, 't>, Output = Pieces<'p, 't>, Error = ()>
where
    P: Parser<Pieces<'p, 't>, Output = Pieces<'p, 't>, Error = ()>,
{
    verify(parser, move |taken: &Pieces| taken.input_len() <= most)
}

/// What stands before the longest run at the end of which every piece satisfies a condition; that run is what is left.
pub(crate) fn till_last_run<'p, 't: 'p>(
    condition: impl Fn(&Tagged<'t>) -> bool,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    move |input: Pieces<'p, 't>| {
        let run = input.iter().rev().take_while(|piece| condition(piece)).count();
        Ok(input.take_split(input.0.len() - run))
    }
}

/// Every place in a run: what stands before a piece, and that piece with what follows.
pub(crate) fn places<'p, 't>(
    pieces: Pieces<'p, 't>,
) -> impl DoubleEndedIterator<Item = (Pieces<'p, 't>, Pieces<'p, 't>)> {
    (0..pieces.0.len()).map(move |place| (pieces.take(place), pieces.take_from(place)))
}

/// The span of a part of the source's text; empty for a text that is no part of it.
pub(crate) fn span_of(part: &str, source: &str) -> Span {
    let start = (part.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize);
    let end = start.saturating_add(part.len());
    if end <= source.len() { Span::new(start, end) } else { Span::default() }
}
