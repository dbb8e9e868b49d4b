//! A document becomes a file. A format a file.
