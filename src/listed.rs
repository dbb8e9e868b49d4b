//! Sets of formats that are lists: an enum, and for each of its values an entry that stands in the file of the format.

/// An enum of formats and its list, in the order of the lines: `Docx = docx::FORMAT`. The entries are constants of one type, with
/// the fields `key` (how users call the format), `name` (how people do) and `endings` (of the names of its files).
macro_rules! listed {
    ($(#[$about:meta])* pub enum $set:ident: $entry:ty { $($(#[$doc:meta])* $format:ident = $place:path,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $set {
            $($(#[$doc])* $format,)+
        }

        impl $set {
            /// All formats.
            pub const ALL: &'static [Self] = &[$(Self::$format),+];

            fn entry(self) -> &'static $entry {
                match self {
                    $(Self::$format => &$place,)+
                }
            }

            /// How a user calls the format: `docx`.
            pub fn key(self) -> &'static str {
                self.entry().key
            }

            /// What people call the format.
            pub fn name(self) -> &'static str {
                self.entry().name
            }

            /// The endings of its files' names, in small letters and without the dot.
            pub fn endings(self) -> &'static [&'static str] {
                self.entry().endings
            }

            /// The format of a key.
            pub fn by_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|format| format.key() == key)
            }
        }
    };
}
pub(crate) use listed;
