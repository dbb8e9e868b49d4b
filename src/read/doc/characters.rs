//! The characters of the document, from the pieces in which the file has them. [MS-DOC] 2.4.1.

use super::bytes::{plc, slice, u8_at, u16_at, u32_at};
use encoding_rs::WINDOWS_1252;

/// A stretch of characters that stand in the file one behind the other.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The first character and the one behind the last.
    pub start: usize,
    pub end: usize,
    /// Where the first is in the stream.
    offset: usize,
    /// Two bytes a character, or one of windows-1252.
    wide: bool,
    /// Property modifiers of the whole piece.
    pub modifier: u16,
}

impl Piece {
    /// Where a character of the piece is in the stream.
    pub(super) fn offset(&self, at: usize) -> usize {
        self.offset + (at - self.start) * self.width()
    }

    /// Bytes a character.
    pub(super) fn width(&self) -> usize {
        if self.wide { 2 } else { 1 }
    }
}

/// All characters, as UTF-16.
#[derive(Debug, Default)]
pub(super) struct Characters {
    pub units: Vec<u16>,
    pub pieces: Vec<Piece>,
    /// Lists of modifiers to which pieces refer.
    pub modifiers: Vec<Vec<u8>>,
}

impl Characters {
    /// Reads the pieces that a CLX names; `None` where there is no table of them. [MS-DOC] 2.9.38.
    pub(super) fn new(clx: &[u8], stream: &[u8]) -> Option<Self> {
        let mut found = Self::default();
        let mut at = 0;
        while u8_at(clx, at)? == 1 {
            let size = usize::from(u16_at(clx, at + 1)?);
            found.modifiers.push(slice(clx, at + 3, size).to_vec());
            at += 3 + size;
        }
        if u8_at(clx, at)? != 2 {
            return None;
        }
        let size = u32_at(clx, at + 1)? as usize;
        let mut last = 0;
        for (start, end, data) in plc(slice(clx, at + 5, size), 8) {
            let (Some(place), Some(modifier)) = (u32_at(data, 2), u16_at(data, 6)) else { break };
            if start != last || end < start {
                break;
            }
            last = end;
            let wide = place & 0x4000_0000 == 0;
            let place = (place & 0x3FFF_FFFF) as usize;
            let offset = if wide { place } else { place / 2 };
            // Pieces do not overlap, so there are no more characters than bytes.
            let most = stream.len().saturating_sub(found.units.len());
            let count = (end - start).min(most);
            let bytes = slice(stream, offset, if wide { count.saturating_mul(2) } else { count });
            let before = found.units.len();
            if wide {
                found.units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                found.units.extend(bytes.iter().map(|byte| windows_1252(*byte)));
            }
            let read = found.units.len() - before;
            if read > 0 {
                found.pieces.push(Piece { start: before, end: before + read, offset, wide, modifier });
            }
            if read < end - start {
                break;
            }
        }
        Some(found)
    }

    /// The piece that has a character.
    pub(super) fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(next.checked_sub(1)?).filter(|piece| at < piece.end)
    }
}

/// Bytes below 0x80 are Word's own control characters and ASCII.
fn windows_1252(byte: u8) -> u16 {
    if !(0x80..0xA0).contains(&byte) {
        return u16::from(byte);
    }
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.encode_utf16().next().unwrap_or(u16::from(byte))
}
