//! What hostile names, links, disks, pipes and moments do to outputs: nothing that was there is lost, and nothing is run.

#![cfg(feature = "cli")]

mod common {
    pub mod program;
}

use common::program::{folder, shown, vanban};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn names_with_odd_characters_are_names() {
    let place = folder("hostile-names");
    let sample = "QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.\n";
    let mut names = vec![
        "$(touch evil).txt",
        "`touch evil`.txt",
        "; touch evil;.txt",
        "a & b.txt",
        "-rf.txt",
        "'\"'.txt",
        "% {0} {{}}.txt",
    ];
    // Windows allows no line ends, quotes or bars in names.
    if cfg!(windows) {
        names.retain(|name| !name.contains(['"', '`', '|', '<', '>']));
    } else {
        names.extend(["two\nlines.txt", "\u{1B}[2J.txt", "<b>|.txt"]);
    }
    for name in &names {
        let file = place.join("in").join(name);
        std::fs::create_dir_all(place.join("in")).expect("a folder");
        std::fs::write(&file, sample).expect("written");
        let done = vanban(&["parse", shown(&file)]);
        assert!(done.status.success(), "{name}: {}", text(&done.stderr));
    }
    let out = place.join("out");
    let done = vanban(&["parse", shown(&place.join("in")), "-o", shown(&out)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(std::fs::read_dir(&out).expect("results").count(), names.len());
    assert!(!text(&done.stderr).contains('\u{1B}'));
    for folder in [&place, &out, &PathBuf::from(".")] {
        assert!(!folder.join("evil").exists());
    }
}

/// Outputs of commands that name several inputs: none is ever overwritten, with or without `--force`.
#[test]
fn no_output_is_an_input() {
    let place = folder("hostile-outputs");
    let put = |name: &str, text: &str| {
        std::fs::write(place.join(name), text).expect("written");
        place.join(name)
    };
    let decision = put("a.txt", "QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.\n");
    let sheet = put("tasks.csv", "TT,Nhiệm vụ,Chủ trì\n1,Kiểm tra,Sở A\n");
    let words = put("words.toml", "");
    let status = put("status.toml", "");
    let plan = place.join("plan.yaml");
    let taken: [&[&str]; 7] = [
        &["parse", shown(&decision), "-o", shown(&decision)],
        &["parse", shown(&decision), "--words", shown(&words), "-o", shown(&words)],
        &["new", "decision", "--tasks", shown(&sheet), "-o", shown(&sheet)],
        &["tasks", shown(&decision), "-o", shown(&decision)],
        &["draft", "plan", shown(&decision), "--year", "2026", "--tasks", shown(&sheet), "-o", shown(&sheet)],
        &["draft", "plan", shown(&decision), "--year", "2026", "--status", shown(&status), "-o", shown(&status)],
        &["draft", "apply", shown(&decision), shown(&plan), "-o", shown(&decision)],
    ];
    let before: Vec<Vec<u8>> =
        [&decision, &sheet, &words, &status].map(|path| std::fs::read(path).expect("there")).to_vec();
    for arguments in taken {
        let done = vanban(&[arguments, &["--force"]].concat());
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", text(&done.stderr));
    }
    let after: Vec<Vec<u8>> =
        [&decision, &sheet, &words, &status].map(|path| std::fs::read(path).expect("there")).to_vec();
    assert_eq!(before, after);
    // One name for two outputs would lose the first.
    let next = place.join("next.docx");
    let made = vanban(&["draft", "plan", shown(&decision), "--year", "2026", "-o", shown(&plan)]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let twice =
        vanban(&["draft", "apply", shown(&decision), shown(&plan), "-o", shown(&next), "--tracked", shown(&next)]);
    assert_eq!(twice.status.code(), Some(2), "{}", text(&twice.stderr));
    assert!(!next.exists());
}

/// A link to another file is replaced, and that file stays; a file that lies in wait under the name of our part is not
/// written to.
#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let place = folder("hostile-links");
    let input = place.join("a.txt");
    std::fs::write(&input, "QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.\n").expect("written");
    let precious = place.join("precious");
    std::fs::write(&precious, "old").expect("written");
    let link = place.join("out.json");
    symlink(&precious, &link).expect("a link");
    let arguments = ["parse", shown(&input), "-o", shown(&link)];
    assert_eq!(vanban(&arguments).status.code(), Some(2), "an existing file, without --force");
    assert!(vanban(&[&arguments[..], &["--force"]].concat()).status.success());
    assert_eq!(std::fs::read(&precious).expect("there"), b"old");
    assert!(!link.symlink_metadata().expect("there").file_type().is_symlink());
    // A link to an input is one.
    let to_input = place.join("to-input.json");
    symlink(&input, &to_input).expect("a link");
    let over = vanban(&["parse", shown(&input), "-o", shown(&to_input), "--force"]);
    assert_eq!(over.status.code(), Some(2), "{}", text(&over.stderr));
    // A link that leads nowhere yet.
    let dangling = place.join("dangling.json");
    symlink(place.join("elsewhere"), &dangling).expect("a link");
    assert!(vanban(&["parse", shown(&input), "-o", shown(&dangling)]).status.success());
    assert!(!place.join("elsewhere").exists());
}

/// A decision of so many articles.
fn long(articles: usize) -> String {
    let articles: String = (1..=articles)
        .map(|number| format!("Điều {number}. Giao đất cho đơn vị số {number} theo quy định.\n"))
        .collect();
    format!("QUYẾT ĐỊNH\nVề việc giao đất\n{articles}")
}

/// A disk on which no more than eight kilobytes can be written: the old output stays whole, and nothing else is left.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_output() {
    let place = folder("hostile-full");
    let (input, output) = (place.join("a.txt"), place.join("out.json"));
    std::fs::write(&input, long(2000)).expect("written");
    std::fs::write(&output, "old").expect("written");
    // Above a file's largest size, writing fails as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let program = env!("CARGO_BIN_EXE_vanban");
    let run = |arguments: &[&str]| Command::new("sh").args(["-c", script, program]).args(arguments).output();
    let Ok(done) = run(&["parse", shown(&input), "-o", shown(&output), "--force"]) else {
        eprintln!("skipped: there is no sh");
        return;
    };
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("out.json"), "{}", text(&done.stderr));
    assert_eq!(std::fs::read(&output).expect("there"), b"old");
    let left: Vec<_> =
        std::fs::read_dir(&place).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// What is printed to a full disk is no whole output, and does not look like one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let sample = common::program::sample("bo-nhiem.txt");
    for arguments in
        [vec!["parse", shown(&sample)], vec!["show", shown(&sample)], vec!["check", shown(&sample)], vec!["schema"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let done = Command::new(env!("CARGO_BIN_EXE_vanban")).args(&arguments).stdout(full).output().expect("runs");
        assert_eq!(done.status.code(), Some(1), "{arguments:?}");
        assert!(!done.stderr.is_empty(), "{arguments:?}");
    }
}

/// A pipe or a device stays what it is, whoever writes to it; where a file must be kept, it is refused.
#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_written_to_and_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let place = folder("hostile-special");
    let sample = common::program::sample("bo-nhiem.txt");
    let (pipe, link) = (place.join("pipe.json"), place.join("full.json"));
    assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    std::os::unix::fs::symlink("/dev/full", &link).expect("a link");
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe)
    });
    let done = vanban(&["parse", shown(&sample), "-o", shown(&pipe), "--format", "json"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let read = reader.join().expect("a reader").expect("bytes");
    let printed = vanban(&["parse", shown(&sample), "--format", "json"]).stdout;
    assert_eq!(text(&read), text(&printed));
    let done = vanban(&["parse", shown(&sample), "-o", shown(&link)]);
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("full.json"), "{}", text(&done.stderr));
    let socket = place.join("socket.json");
    let _bound = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let many = place.join("in");
    std::fs::create_dir(&many).expect("a folder");
    std::fs::copy(&sample, many.join("a.txt")).expect("a file");
    for arguments in [
        vec!["parse", shown(&sample), "-o", shown(&socket), "--force"],
        vec!["parse", shown(&many), "-o", shown(&pipe), "--force"],
    ] {
        let done = vanban(&arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", text(&done.stderr));
        assert!(text(&done.stderr).contains("ống dẫn"), "{arguments:?}: {}", text(&done.stderr));
    }
    let kind = |path: &Path| std::fs::symlink_metadata(path).expect("still there").file_type();
    assert!(kind(&pipe).is_fifo() && kind(&socket).is_socket() && kind(&link).is_symlink());
    assert!(kind(Path::new("/dev/full")).is_char_device());
    assert_eq!(std::fs::read_dir(&place).expect("the folder").count(), 4, "nothing was put beside");
}

#[test]
fn killed_at_any_moment_the_output_is_old_or_new() {
    let place = folder("hostile-killed");
    let (input, output) = (place.join("a.txt"), place.join("out.json"));
    std::fs::write(&input, long(3000)).expect("written");
    let arguments = ["parse", shown(&input), "-o", shown(&output), "--provenance", "all", "--force"];
    let begun = Instant::now();
    assert!(vanban(&arguments).status.success());
    let whole = begun.elapsed();
    let new = std::fs::read(&output).expect("there");
    let mut old = 0;
    for step in 0..24 {
        std::fs::write(&output, "old").expect("written");
        let mut child = Command::new(env!("CARGO_BIN_EXE_vanban")).args(arguments).spawn().expect("runs");
        std::thread::sleep(whole * step / 20);
        let _ = child.kill();
        let _ = child.wait();
        let found = std::fs::read(&output).expect("there");
        assert!(found == b"old" || found == new, "{} bytes after step {step}", found.len());
        old += usize::from(found == b"old");
    }
    assert!(old > 0, "it was never killed in time");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = folder("hostile-pipe");
    let input = place.join("a.txt");
    std::fs::write(&input, long(3000)).expect("written");
    for arguments in
        [vec!["parse", shown(&input)], vec!["show", shown(&input)], vec!["check", "--format", "json", shown(&input)]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        assert!(!line.is_empty());
        drop(out);
        let done = child.wait_with_output().expect("ends");
        // 3 where a check has findings.
        assert!(matches!(done.status.code(), Some(0 | 1 | 3)), "{arguments:?}: {:?}", done.status);
        assert_eq!(text(&done.stderr), "", "{arguments:?}");
    }
}

/// Programs are run in one place, none of them a shell, and nothing talks to a network.
#[test]
fn no_shell_and_no_network() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 100, "{}", files.len());
    let mut running = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below").display().to_string();
        for word in [
            "std::net",
            "TcpStream",
            "UdpSocket",
            "UnixStream",
            "\"sh\"",
            "\"bash\"",
            "\"cmd\"",
            "\"cmd.exe\"",
            "powershell",
            "raw_arg(",
        ] {
            assert!(!text.contains(word), "{name}: {word}");
        }
        if text.contains("Command::new(") {
            running.push((name, text));
        }
    }
    // Other programs in one file; elsewhere only this program itself.
    for (name, text) in &running {
        let own = name.ends_with("programs.rs") || text.contains("current_exe");
        assert!(own, "{name} runs a program");
    }
    assert!(running.iter().any(|(name, _)| name.ends_with("programs.rs")));
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn limits_are_set_on_the_command_line() {
    let sample = common::program::sample("chuong-trinh-bang-word.docx");
    for (limit, code) in
        [("bytes=1K", "--limit bytes="), ("unpacked=9K", "--limit unpacked="), ("cells=5", "--limit cells=")]
    {
        let done = vanban(&["parse", shown(&sample), "--limit", limit, "--lang", "en"]);
        assert_eq!(done.status.code(), Some(1), "{limit}");
        let said = text(&done.stderr);
        assert!(said.contains(code), "{limit}: {said}");
        let vietnamese = text(&vanban(&["parse", shown(&sample), "--limit", limit]).stderr);
        assert!(vietnamese.contains(code) && vietnamese.contains("giới hạn"), "{vietnamese}");
    }
    assert!(vanban(&["parse", shown(&sample), "--limit", "bytes=1M,cells=5000"]).status.success());
    let flat = vanban(&["parse", shown(&sample), "--limit", "nesting=1"]);
    assert!(flat.status.success());
    let wrong = vanban(&["parse", shown(&sample), "--limit", "byte=1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("pages=5000"), "{}", text(&wrong.stderr));
}

/// What a sheet says is not taken for a slot of the template of `vanban new`.
#[test]
fn what_a_sheet_says_stays() {
    let place = folder("hostile-new");
    let (sheet, model) = (place.join("tasks.csv"), place.join("new.yaml"));
    std::fs::write(&sheet, "TT,Nhiệm vụ,Chủ trì\n1,Làm {name} và {year} ở {symbol},Sở A\n").expect("written");
    let done = vanban(&["new", "programme", "--year", "2026", "--tasks", shown(&sheet), "-o", shown(&model)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let written = std::fs::read_to_string(&model).expect("a model");
    assert!(written.contains("Làm {name} và {year} ở {symbol}"), "{written}");
}

/// Standard input and devices are bounded as files are.
#[test]
fn standard_input_is_bounded() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
        .args(["parse", "-", "--limit", "bytes=1K", "--lang", "en"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let _ = child.stdin.take().expect("a pipe").write_all(&vec![b'a'; 5000]);
    let done = child.wait_with_output().expect("ends");
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("--limit bytes="), "{}", text(&done.stderr));
}
