//! Numbers in little-endian bytes that may be cut off anywhere.

pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A length or an offset.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// So many bytes from a place; what is there of them where the file is cut off.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> &[u8] {
    let end = at.saturating_add(length).min(bytes.len());
    bytes.get(at..end).unwrap_or(&[])
}

/// A PLC: positions, and between each two of them data of one size. [MS-DOC] 2.2.2.
pub(super) fn plc(bytes: &[u8], size: usize) -> impl Iterator<Item = (usize, usize, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (size + 4);
    (0..count).filter_map(move |index| {
        let start = size_at(bytes, index * 4)?;
        let end = size_at(bytes, index * 4 + 4)?;
        Some((start, end, slice(bytes, (count + 1) * 4 + index * size, size)))
    })
}
