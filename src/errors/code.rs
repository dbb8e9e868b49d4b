//! The codes of errors, each with its key in `grammars/diagnostics.toml`.

/// Makes the enum, and its keys in both directions.
macro_rules! codes {
    ($(#[$about:meta])* pub enum $set:ident { $($(#[$doc:meta])* $code:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $set {
            $($(#[$doc])* $code,)+
        }

        impl $set {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The key of the code's message: `input-empty`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$code => $key,)+
                }
            }
        }
    };
}

codes! {
/// What went wrong. Codes keep their meaning; new ones are added. Behind the colon stand the arguments of an error of the
/// code, in their order.
pub enum Code {
    /// No byte, or nothing but blanks.
    InputEmpty = "input-empty",
    /// Bytes of a known format that is not read: its name, as `GIF`.
    InputUnsupported = "input-unsupported",
    /// Bytes that are no text in any encoding tried.
    InputNotText = "input-not-text",
    /// More bytes than may be: how many there are, and may be.
    InputTooLarge = "input-too-large",
    /// A file of a known format that is cut off or otherwise broken: the format's name.
    InputBroken = "input-broken",
    /// A file that asks for a password.
    InputEncrypted = "input-encrypted",
    /// What is inside the file unpacks to more bytes than may be: how many may.
    InputPartTooLarge = "input-part-too-large",
    /// More pages than may be: how many may.
    InputManyPages = "input-many-pages",
    /// More cells of tables than may be: how many may.
    InputManyCells = "input-many-cells",
    /// More words than may be: how many may.
    InputManyWords = "input-many-words",
    /// The operating system gives no bytes: what it says.
    InputUnreadable = "input-unreadable",
    /// A folder without a file that is read: the endings that are.
    FolderEmpty = "folder-empty",
    /// A folder in which no file is read: some of those that there are.
    FolderSkipped = "folder-skipped",
    /// A folder where a file must be.
    InputIsFolder = "input-is-folder",
    /// A pipe, a device or a socket where a file must be.
    InputSpecial = "input-special",
    /// A scan, where no page may be recognised.
    InputScan = "input-scan",
    /// A Word file with pictures and no words.
    InputPictures = "input-pictures",
    /// The program was built without what reads PDF.
    PdfAbsent = "pdf-absent",
    /// Tesseract is not installed.
    TesseractMissing = "tesseract-missing",
    /// Tesseract's Vietnamese data are not installed.
    TesseractVieMissing = "tesseract-vie-missing",
    /// An external program took longer than it may: its name, and how many seconds it may.
    ProgramSlow = "program-slow",
    /// An external program failed: its name, and what it said.
    ProgramFailed = "program-failed",
    /// What the engine wrote cannot be kept in a file: its name, and why.
    OcrKeepFailed = "ocr-keep-failed",
    /// It cannot be kept in a file that is there already and was not kept before: its name.
    OcrKeepTaken = "ocr-keep-taken",
    /// A picture, and recognition is switched off.
    OcrOff = "ocr-off",
    /// A picture is to be recognised by the library itself, and the library was built without its recogniser.
    EngineAbsent = "engine-absent",
    /// A model that is not in UTF-8.
    ModelNotText = "model-not-text",
    /// No JSON or YAML at all: the line, and what the reader of the format says.
    ModelSyntax = "model-syntax",
    /// The model has no such key: line and path, its name, the nearest that there is, and all that there are.
    ModelUnknownKey = "model-unknown-key",
    /// A key that must be there is not: line and path, its name.
    ModelMissingKey = "model-missing-key",
    /// A value of another type, or one that the contract does not know: line and path, what is there, and what should be.
    ModelWrongValue = "model-wrong-value",
    /// Blocks that stand too deep in each other: the path, and how deep they may.
    ModelTooDeep = "model-too-deep",
    /// A table with more columns than Word allows: how many it has, and may have.
    ModelWideTable = "model-wide-table",
    /// A format in which no model is written: its key, and those in which one is.
    FormatNotOfModels = "format-not-of-models",
    /// No form has the key: the key, and those that there are.
    FormUnknown = "form-unknown",
    /// No form is known for the document's date and kind: the keys that there are.
    FormMissing = "form-missing",
    /// LibreOffice is not installed.
    OfficeMissing = "office-missing",
    /// LibreOffice failed: what it said.
    OfficeFailed = "office-failed",
    /// A word list that cannot be read: what the operating system says.
    WordsUnreadable = "words-unreadable",
    /// A word list that is none: line and reason.
    WordsWrong = "words-wrong",
    /// A table of facts that cannot be read: what the operating system says.
    StatusUnreadable = "status-unreadable",
    /// A table of facts that is none: line and reason.
    StatusWrong = "status-wrong",
    /// A file that is no Word file cannot be corrected in place.
    FixWordOnly = "fix-word-only",
    /// A Word file that cannot be edited.
    FixFailed = "fix-failed",
    /// A document of which something would be lost in a draft: how many pieces, and the first of them.
    DraftUnplaced = "draft-unplaced",
    /// A plan of another schema: what it says, and what it should.
    PlanSchema = "plan-schema",
    /// A plan that was made of another document: its name.
    PlanOtherDocument = "plan-other-document",
    /// A row whose old words do not stand at its place: the line of the plan, the row's number, the words.
    PlanRowDiffers = "plan-row-differs",
    /// A row that says edit and has no new words: likewise.
    PlanRowNothingNew = "plan-row-nothing-new",
    /// Two rows have one number: likewise.
    PlanRowTwice = "plan-row-twice",
    /// A row whose words overlap those of another: likewise.
    PlanRowOverlaps = "plan-row-overlaps",
    /// A row whose words are part of a tracked change: likewise.
    PlanRowTracked = "plan-row-tracked",
    /// A row whose words come of a field or an automatic number: likewise.
    PlanRowNotThere = "plan-row-not-there",
    /// A sheet without a column of tasks.
    SheetNoTasks = "sheet-no-tasks",
    /// A sheet in which two columns have one title: the title.
    SheetColumnTwice = "sheet-column-twice",
    /// A form that is no Word file.
    TemplateWordOnly = "template-word-only",
    /// There is no index.
    IndexMissing = "index-missing",
    /// A file that is no index.
    IndexNotOurs = "index-not-ours",
    /// An index of another schema: its version, and the one that is known.
    IndexOtherSchema = "index-other-schema",
    /// Another program writes to the index.
    IndexBusy = "index-busy",
    /// What SQLite says.
    IndexFailed = "index-failed",
    /// A fault of the program.
    InternalFault = "internal-fault",
    /// Many inputs and no output.
    OutputNeeded = "output-needed",
    /// An option that does something only for many inputs.
    OptionForMany = "option-for-many",
    /// An output whose name Windows keeps for a device.
    OutputReserved = "output-reserved",
    /// Two inputs whose outputs would have one name.
    OutputsClash = "outputs-clash",
    /// Two outputs that are one file.
    OutputsSame = "outputs-same",
    /// An output that is an input.
    OutputIsInput = "output-is-input",
    /// An output that is a folder.
    OutputIsFolder = "output-is-folder",
    /// An output that is a pipe, a device or a socket, where a file must be.
    OutputSpecial = "output-special",
    /// An output that exists, and no leave to overwrite it.
    OutputExists = "output-exists",
    /// An output that cannot be written: what the operating system says.
    OutputUnwritable = "output-unwritable",
    /// A record of a pipe that is none: why.
    RecordWrong = "record-wrong",
    /// A record that names a format that there is not: the format.
    RecordFormat = "record-format",
    /// Another run is writing to the same place.
    RunBusy = "run-busy",
    /// A run that was begun with other settings.
    RunSettings = "run-settings",
    /// A run that was stopped, and neither taken up nor begun anew.
    RunUnfinished = "run-unfinished",
    /// Parquet, in a program that was built without it.
    ParquetNotBuilt = "parquet-not-built",
    /// A sheet whose name has no known ending: the endings that are.
    SheetEnding = "sheet-ending",
    /// No input could be read.
    NothingRead = "nothing-read",
    /// What is typed is no limit: the limits, and how far each can be raised.
    LimitWrong = "limit-wrong",
    /// Corrections are made in one file at a time.
    FixOne = "fix-one",
    /// Pages are shown of one file at a time.
    HtmlOne = "html-one",
    /// A file without places on pages.
    HtmlNoPlaces = "html-no-places",
    /// What is typed is no date.
    DraftDate = "draft-date",
    /// What is typed is no kind: the kinds.
    NewKind = "new-kind",
    /// A form that is not filled: how many issues there are.
    TemplateIssues = "template-issues",
    /// A form that, filled, could not be read again.
    TemplateUnreadable = "template-unreadable",
    /// A sample in which no place could be marked.
    TemplateNothingMarked = "template-nothing-marked",
    /// An index is made of folders.
    IndexNoFolder = "index-no-folder",
    /// Nothing to look for.
    FindNoWords = "find-no-words",
}
}
