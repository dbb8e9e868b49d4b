//! The inputs of a run over many, kept in a file: memory does not grow with their number, but for eight bytes of each while
//! the names of the outputs are looked at.

use super::Stop;
use super::files::{Taken, is_reserved};
use super::folder::{AllSkipped, Found, has_known_ending, stem, walk};
use super::inputs::{Input, is_folder};
use crate::errors::Code;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// The inputs as they were when the run began, in order.
pub(crate) struct List {
    /// What was named, and whether it is a folder.
    named: Vec<(PathBuf, bool)>,
    /// A [`Line`] each.
    file: File,
    count: usize,
    /// Where they stand.
    taken: Taken,
    /// Hashes of names without their endings that more than one input has, sorted.
    shared: Vec<u64>,
    /// What stands in the folders and is not read.
    skipped: AllSkipped,
}

/// Inputs whose outputs would be those of others, by their names: the other, the input, the output.
pub(crate) type Clashes = HashMap<String, [String; 3]>;

/// An input in the file.
#[derive(Serialize, Deserialize)]
struct Line {
    /// Which argument named it.
    argument: usize,
    /// Its place below that folder.
    below: Name,
}

/// Names are Unicode nearly always, and short so.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Name {
    Unicode(String),
    Any(OsString),
}

impl List {
    /// The inputs that the arguments name, added to what is `taken` besides.
    ///
    /// # Errors
    /// Where a folder cannot be read or has no input, and where there is no room for the list.
    pub(crate) fn of(arguments: &[PathBuf], mut taken: Taken) -> Result<Self, Stop> {
        let mut file = BufWriter::new(tempfile::tempfile().map_err(|error| no_room(&error))?);
        let (mut count, mut stems, mut skipped) = (0, Vec::new(), AllSkipped::default());
        let named: Vec<(PathBuf, bool)> = arguments.iter().map(|path| (path.clone(), is_folder(path))).collect();
        for (argument, (named, in_folder)) in named.iter().enumerate() {
            if *in_folder {
                taken.add_folder(named);
            }
            walk(named, &mut |found| {
                let (input, is_link) = match found {
                    Found::Input(input, is_link) => (input, is_link),
                    Found::Skipped(own) => {
                        skipped.add(own);
                        return Ok(());
                    }
                };
                if let Input::File { path, .. } = &input
                    && (is_link || !*in_folder)
                {
                    taken.add(path);
                }
                count += 1;
                stems.push(hash(&key(&stem(input.below()))));
                let below = match input.below().to_str() {
                    Some(below) => Name::Unicode(below.to_owned()),
                    None => Name::Any(input.below().as_os_str().to_owned()),
                };
                let mut line = serde_json::to_vec(&Line { argument, below }).map_err(|error| no_room(&error.into()))?;
                line.push(b'\n');
                file.write_all(&line).map_err(|error| no_room(&error))
            })?;
        }
        let file = file.into_inner().map_err(|error| no_room(error.error()))?;
        Ok(Self { named, file, count, taken, shared: repeated(stems), skipped })
    }

    /// How many inputs there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// What stands in the folders and is not read.
    pub(crate) fn skipped(&self) -> &AllSkipped {
        &self.skipped
    }

    /// Where they stand: no output may be there.
    pub(crate) fn taken(&self) -> &Taken {
        &self.taken
    }

    /// The inputs in order. They are read from one place of the file: nobody else goes through them meanwhile.
    ///
    /// # Errors
    /// Where the list cannot be read, also of each input.
    pub(crate) fn each(&self) -> Result<impl Iterator<Item = Result<Input, Stop>> + Send, Stop> {
        let mut file = &self.file;
        file.rewind().map_err(|error| no_room(&error))?;
        let mut lines = BufReader::new(file);
        let mut line = Vec::new();
        Ok((0..self.count).map(move |_| {
            line.clear();
            lines.read_until(b'\n', &mut line).map_err(|error| no_room(&error))?;
            let Line { argument, below } = serde_json::from_slice(&line).map_err(|error| no_room(&error.into()))?;
            let below = match below {
                Name::Unicode(below) => PathBuf::from(below),
                Name::Any(below) => PathBuf::from(below),
            };
            Ok(match &self.named[argument] {
                (folder, true) => Input::File { path: folder.join(&below), below },
                (file, false) => Input::of(file),
            })
        }))
    }

    /// The output file of an input below a folder: `a.txt` → `a.json`; where `a.docx` and `a.pdf` lie side by side, as a
    /// decision and its scan do, `a.docx.json` and `a.pdf.json`.
    pub(crate) fn output(&self, input: &Input, folder: &Path, ending: &str) -> PathBuf {
        let below = input.below();
        let bare = stem(below);
        // `a.docx.txt` would take the name that `a.docx` may need.
        let is_shared = has_known_ending(&bare) || self.shared.binary_search(&hash(&key(&bare))).is_ok();
        let named = if is_shared { below } else { &bare };
        let mut name = named.file_name().unwrap_or_default().to_owned();
        // `aux.json` could not be opened on Windows.
        if is_reserved(named) {
            name.push("_");
        }
        name.push(".");
        name.push(ending);
        folder.join(below.with_file_name(name))
    }

    /// Looks at the outputs of all inputs below a folder: none is an input, and none there already unless `force` is given.
    /// Those that are another's are returned, by the name of the input that comes later.
    ///
    /// # Errors
    /// Where one is an input or exists.
    pub(crate) fn look_at_outputs(&self, folder: &Path, ending: &str, force: bool) -> Result<Clashes, Stop> {
        let mut hashes = Vec::with_capacity(self.count);
        for input in self.each()? {
            let output = self.output(&input?, folder, ending);
            super::files::free(&output, &self.taken, force)?;
            super::files::no_special(&output)?;
            hashes.push(hash(&key(&output)));
        }
        let suspects = repeated(hashes);
        if suspects.is_empty() {
            return Ok(Clashes::new());
        }
        let mut clashes = Clashes::new();
        let mut names: HashMap<String, Input> = HashMap::new();
        for input in self.each()? {
            let input = input?;
            let output = self.output(&input, folder, ending);
            let key = key(&output);
            if suspects.binary_search(&hash(&key)).is_err() {
                continue;
            }
            if let Some(other) = names.get(&key) {
                clashes.insert(input.name(), [other.name(), input.name(), output.display().to_string()]);
                continue;
            }
            names.insert(key, input);
        }
        Ok(clashes)
    }
}

fn no_room(error: &std::io::Error) -> Stop {
    Stop::failed(Code::OutputUnwritable, &[&std::env::temp_dir().display().to_string(), &error.to_string()])
}

/// Windows and macOS do not tell capitals from small letters in names.
fn key(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// What stands more than once among hashes, sorted, each once.
fn repeated(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    let mut found: Vec<u64> = hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    found.dedup();
    found.shrink_to_fit();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(files: &[&str], arguments: &[&str]) -> (tempfile::TempDir, List) {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "x").expect("a file");
        }
        let arguments: Vec<PathBuf> = arguments.iter().map(|argument| folder.path().join(argument)).collect();
        let list = List::of(&arguments, Taken::default()).unwrap_or_else(|stop| panic!("{}", stop.error));
        (folder, list)
    }

    fn outputs(list: &List) -> Vec<PathBuf> {
        let inputs = list.each().unwrap_or_else(|stop| panic!("{}", stop.error));
        inputs
            .map(|input| list.output(&input.unwrap_or_else(|stop| panic!("{}", stop.error)), Path::new("out"), "json"))
            .collect()
    }

    #[test]
    fn a_list_is_gone_through_again_in_order() {
        let files = ["a/2/b.txt", "a/1.txt", "a/.x.txt", "a/~1.docx", "a/odd.bin", "z.docx"];
        let (folder, list) = list(&files, &["z.docx", "a"]);
        let found = |list: &List| -> Vec<(String, String)> {
            let inputs = list.each().unwrap_or_else(|stop| panic!("{}", stop.error));
            inputs.flat_map(|input| input.ok().map(|input| (input.id(), input.name()))).collect()
        };
        let wanted = [("z.docx", "z.docx"), ("1.txt", "a/1.txt"), ("2/b.txt", "a/2/b.txt")].map(|(id, path)| {
            (id.to_owned(), folder.path().join(PathBuf::from_iter(path.split('/'))).display().to_string())
        });
        assert_eq!((list.len(), found(&list)), (3, wanted.to_vec()));
        assert_eq!(found(&list), wanted);
    }

    #[test]
    fn outputs_keep_names_and_clashes_are_errors() {
        let (_folder, own) = list(&["x/a.txt", "b.txt"], &["x/a.txt", "b.txt"]);
        assert_eq!(outputs(&own), ["out/a.json", "out/b.json"].map(PathBuf::from));
        assert!(own.look_at_outputs(Path::new("out"), "json", false).is_ok_and(|clashes| clashes.is_empty()));
        let (_folder, own) =
            list(&["a.docx", "A.pdf", "a.docx.txt", "b.txt"], &["a.docx", "A.pdf", "a.docx.txt", "b.txt"]);
        let wanted = ["out/a.docx.json", "out/A.pdf.json", "out/a.docx.txt.json", "out/b.json"];
        assert_eq!(outputs(&own), wanted.map(PathBuf::from));
        let (folder, own) = list(&["x/a.txt", "y/A.txt"], &["x/a.txt", "y/A.txt"]);
        let clashes = own.look_at_outputs(Path::new("out"), "json", false).unwrap_or_default();
        assert_eq!(clashes.into_keys().map(PathBuf::from).collect::<Vec<_>>(), [folder.path().join("y/A.txt")]);
        let (_folder, own) = list(&["aux.txt"], &["aux.txt"]);
        assert_eq!(outputs(&own), [PathBuf::from("out/aux_.json")]);
    }

    #[test]
    fn an_output_is_no_input_of_a_folder() {
        let (folder, own) = list(&["in/a.docx", "in/2/a.txt", "in/a.json"], &["in"]);
        let free = |path: &str| {
            super::super::files::free(&folder.path().join(path), own.taken(), true).err().map(|stop| stop.error.code)
        };
        assert_eq!(free("in/2/a.txt"), Some(Code::OutputIsInput));
        assert_eq!((free("in/a.json"), free("in/new.txt")), (None, None));
    }
}
