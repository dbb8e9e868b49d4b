//! Whole archives and pipes: order, what one bad document costs, a run that is stopped and taken up again.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;

use program::{folder, sample, shown, vanban, with_input};
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn piped(arguments: &[&str], records: &str) -> (Option<i32>, Vec<serde_json::Value>) {
    let done = with_input(arguments, records.as_bytes());
    let lines = String::from_utf8(done.stdout).expect("UTF-8");
    (done.status.code(), lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// A folder of decisions with numbers of their own, in two folders.
fn decisions(name: &str, count: usize) -> PathBuf {
    let folder = folder(name);
    let text = std::fs::read_to_string(sample("bo-nhiem.txt")).expect("a sample");
    for number in 0..count {
        let own = folder.join("in").join(if number % 2 == 0 { "a" } else { "b" });
        std::fs::create_dir_all(&own).expect("a folder");
        std::fs::write(own.join(format!("{number:04}.txt")), format!("{text}\n{number}\n")).expect("a file");
    }
    folder
}

#[test]
fn a_pipe_answers_every_record_in_order() {
    let text = std::fs::read_to_string(sample("bo-nhiem.txt")).expect("a sample");
    let path = sample("ban-chi-dao.rtf");
    let records = [
        serde_json::json!({ "id": 1, "text": text }).to_string(),
        "no JSON".to_owned(),
        serde_json::json!({ "id": "both", "text": text, "path": shown(&path) }).to_string(),
        String::new(),
        serde_json::json!({ "id": "gone", "path": "no/such/file.docx" }).to_string(),
        serde_json::json!({ "id": { "part": 7 }, "path": shown(&path), "other": true }).to_string(),
        serde_json::json!({ "id": "coded", "base64": "xx xx" }).to_string(),
        serde_json::json!({ "id": "form", "text": text, "format": "xls" }).to_string(),
        serde_json::json!({ "id": "plain", "text": "**QUYẾT ĐỊNH**\n**a**\n**b**\n**c**\nĐiều 1. Giao đất.", "format": "txt" })
            .to_string(),
    ];
    let (status, answers) = piped(&["pipe", "--jobs", "2", "--lang", "en"], &(records.join("\n") + "\n"));
    let found: Vec<(String, Option<&str>)> = answers
        .iter()
        .map(|answer| {
            assert_eq!(answer.get("result").is_some(), answer.get("error").is_none(), "{answer}");
            assert!(answer["result"].is_null() || answer["result"]["schema"] == "vanban/1");
            (answer["id"].to_string(), answer["error"]["code"].as_str())
        })
        .collect();
    let wanted = [
        ("1", None),
        ("null", Some("record-wrong")),
        ("\"both\"", Some("record-wrong")),
        ("\"gone\"", Some("input-unreadable")),
        ("{\"part\":7}", None),
        ("\"coded\"", Some("record-wrong")),
        ("\"form\"", Some("record-format")),
        ("\"plain\"", None),
    ];
    assert_eq!(found, wanted.map(|(id, code)| (id.to_owned(), code)));
    assert_eq!(status, Some(1));
    let single = vanban(&["parse", shown(&path), "--lang", "en"]);
    let single: serde_json::Value = serde_json::from_slice(&single.stdout).expect("JSON");
    assert_eq!(answers[4]["result"], single, "a pipe gives what the program gives for one file");
    assert!(answers[7]["result"].to_string().contains("**"), "what is said to be plain text keeps its stars");
}

/// A document that takes too long costs itself only.
#[test]
fn what_hangs_costs_only_itself() {
    let folder = folder("archive-hangs");
    let slow = folder.join("slow.txt");
    std::fs::write(&slow, "Điều 1. Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; ".repeat(1_000_000)).expect("a file");
    let records: Vec<String> = [&sample("bo-nhiem.txt"), &slow, &sample("qd-phang.txt")]
        .map(|path| serde_json::json!({ "id": 0, "path": shown(path) }).to_string())
        .into();
    let (_, answers) = piped(&["pipe", "--jobs", "1", "--time-limit", "2"], &(records.join("\n") + "\n"));
    let codes: Vec<Option<&str>> = answers.iter().map(|answer| answer["error"]["code"].as_str()).collect();
    assert_eq!(codes, [None, Some("time-limit"), None]);
}

/// So does one that takes too much memory.
#[test]
fn what_explodes_costs_only_itself() {
    let large = folder("archive-explodes").join("large.txt");
    let mut text = String::from("QUYẾT ĐỊNH\nVề việc giao đất\n");
    while text.len() < 40 << 20 {
        text.push_str("Điều 1. Giao đất cho Công ty, theo bản đồ kèm theo.\n");
    }
    std::fs::write(&large, text).expect("a file");
    let records: Vec<String> = [&large, &sample("qd-phang.txt")]
        .map(|path| serde_json::json!({ "id": 0, "path": shown(path) }).to_string())
        .into();
    let (_, answers) = piped(&["pipe", "--jobs", "1", "--memory-limit", "256"], &(records.join("\n") + "\n"));
    let codes: Vec<Option<&str>> = answers.iter().map(|answer| answer["error"]["code"].as_str()).collect();
    assert_eq!(codes, [Some("memory-limit"), None]);
}

#[test]
fn a_run_gives_lines_and_files_alike_and_a_report() {
    let folder = decisions("archive-lines", 12);
    let (input, lines, files) = (folder.join("in"), folder.join("out.jsonl"), folder.join("out"));
    std::fs::write(input.join("b/empty.txt"), "").expect("a file");
    let (counts, list) = (folder.join("report.json"), folder.join("report.csv"));
    let done = vanban(&["parse", shown(&input), "-o", shown(&lines), "--report", shown(&counts)]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(vanban(&["parse", shown(&input), "-o", shown(&files), "--report", shown(&list)]).status.code(), Some(1));
    let text = std::fs::read_to_string(&lines).expect("lines");
    let mut ids = Vec::new();
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let id = line["id"].as_str().expect("an id").to_owned();
        let own = files.join(&id).with_extension("json");
        match std::fs::read(&own) {
            Ok(bytes) => {
                assert_eq!(line["result"], serde_json::from_slice::<serde_json::Value>(&bytes).expect("JSON"));
            }
            Err(_) => assert_eq!(line["error"]["code"], "input-empty"),
        }
        ids.push(id);
    }
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!((ids.len(), &ids), (13, &sorted));
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&counts).expect("a report")).expect("JSON");
    assert_eq!([&report["files"], &report["read"], &report["failed"]], [13, 12, 1]);
    assert_eq!(report["failures"][0]["office"], "b");
    assert!(std::fs::read_to_string(&list).expect("a report").contains("b/empty.txt,failed,,,input-empty,1,"));
    let left: Vec<_> =
        std::fs::read_dir(&folder).expect("entries").map(|own| own.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 5, "no journal and no part is left: {left:?}");
}

/// Killed again and again, and taken up again, a run gives what it gives in one go.
#[test]
fn a_run_that_is_killed_is_taken_up_again() {
    let folder = decisions("archive-killed", 400);
    let input = folder.join("in");
    let whole = folder.join("whole.jsonl");
    assert_eq!(vanban(&["parse", shown(&input), "-o", shown(&whole)]).status.code(), Some(0));
    for place in ["again.jsonl", "again"] {
        let place = folder.join(place);
        let journal =
            if place.extension().is_some() { folder.join("again.jsonl.run") } else { place.join(".vanban-run") };
        let mut kills = 0;
        for size in [20_000, 40_000] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
                .args(["parse", shown(&input), "-o", shown(&place), "--resume"])
                .stderr(Stdio::null())
                .spawn()
                .expect("the program runs");
            while child.try_wait().expect("a state").is_none() {
                if std::fs::metadata(&journal).is_ok_and(|found| found.len() > size) {
                    child.kill().expect("it is ended");
                    kills += 1;
                    break;
                }
                std::thread::yield_now();
            }
            child.wait().expect("it ended");
        }
        assert!(kills > 0, "it was killed while it ran");
        let other = vanban(&["parse", shown(&input), "-o", shown(&place), "--resume", "--provenance", "none"]);
        assert_eq!(other.status.code(), Some(2), "with other options it is not taken up");
        assert_eq!(vanban(&["parse", shown(&input), "-o", shown(&place), "--resume"]).status.code(), Some(0));
        assert!(!journal.exists());
    }
    let wanted = std::fs::read_to_string(&whole).expect("lines");
    assert_eq!(std::fs::read_to_string(folder.join("again.jsonl")).expect("lines"), wanted);
    for line in wanted.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let path = folder.join("again").join(line["id"].as_str().expect("an id")).with_extension("json");
        let own: serde_json::Value = serde_json::from_slice(&std::fs::read(path).expect("a result")).expect("JSON");
        assert_eq!(own, line["result"]);
    }
}

/// A disk that is full stops a run; with room again it is taken up, and nobody overwrites it unasked.
#[test]
#[cfg(unix)]
fn a_run_on_a_full_disk_stops_and_is_taken_up_again() {
    let folder = decisions("archive-full", 40);
    let (input, whole, output) = (folder.join("in"), folder.join("whole.jsonl"), folder.join("out.jsonl"));
    assert_eq!(vanban(&["parse", shown(&input), "-o", shown(&whole)]).status.code(), Some(0));
    // Above a file's largest size, writing fails as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"";
    let arguments = ["parse", shown(&input), "-o", shown(&output), "--lang", "en"];
    let Ok(done) = Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_vanban")]).args(arguments).output()
    else {
        eprintln!("skipped: there is no sh");
        return;
    };
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("--resume") && said.contains("of 40 files") && !said.contains("after 0 of"), "{said}");
    assert!(!output.exists());

    let again = vanban(&arguments);
    let said = String::from_utf8_lossy(&again.stderr);
    assert_eq!(again.status.code(), Some(2), "{said}");
    assert!(said.contains("--resume") && said.contains("--force"), "{said}");
    assert_eq!(vanban(&[&arguments[..], &["--resume"]].concat()).status.code(), Some(0));
    // The language of messages is a setting of the run: results are compared, not bytes.
    let results = |path: &std::path::Path| -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(path).expect("lines");
        let document =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["result"]["document"].clone();
        text.lines().map(document).collect()
    };
    assert_eq!(results(&output), results(&whole));
}

/// A run that wrote its one file and was stopped before its end is finished, and reads nothing again.
#[test]
fn a_run_that_was_written_is_finished() {
    let folder = decisions("archive-written", 5);
    let (input, output) = (folder.join("in"), folder.join("out.jsonl"));
    let (nowhere, report) = (sample("bo-nhiem.txt").join("report.csv"), folder.join("report.csv"));
    let run = |more: &[&str]| vanban(&[&["parse", shown(&input), "-o", shown(&output)], more].concat()).status.code();
    assert_eq!(run(&["--report", shown(&nowhere)]), Some(1), "a report below a file");
    let written = std::fs::read(&output).expect("the lines are there");
    assert!(folder.join("out.jsonl.run").exists());

    assert_eq!(run(&["--report", shown(&report)]), Some(2), "it is not begun anew unasked");
    assert_eq!(run(&["--resume", "--report", shown(&report)]), Some(0));
    assert_eq!(std::fs::read(&output).ok(), Some(written));
    assert!(report.exists() && !folder.join("out.jsonl.run").exists());
}

/// What has the name of a run's unfinished lines is somebody's file until a run says otherwise.
#[test]
fn a_file_in_the_way_of_a_run_stays() {
    let folder = decisions("archive-in-the-way", 2);
    let (input, output, part) = (folder.join("in"), folder.join("out.jsonl"), folder.join("out.jsonl.part"));
    std::fs::write(&part, "mine").expect("a file");
    let arguments = ["parse", shown(&input), "-o", shown(&output)];
    assert_eq!(vanban(&arguments).status.code(), Some(2));
    assert_eq!(std::fs::read(&part).ok().as_deref(), Some(b"mine".as_slice()));
    assert_eq!(vanban(&[&arguments[..], &["--force"]].concat()).status.code(), Some(0));
    assert!(output.exists() && !part.exists());
}

#[test]
#[cfg(not(feature = "parquet"))]
fn a_build_without_parquet_says_how_to_get_it() {
    let output = folder("archive-parquet").join("out.parquet");
    let done = vanban(&["parse", shown(&sample("bo-nhiem.txt")), "-o", shown(&output), "--lang", "en"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--features parquet"));
    assert!(!output.exists());
}

/// Names are whatever the file system takes: no Unicode, or with an end of line in them.
#[test]
#[cfg(target_os = "linux")]
fn odd_names_are_names() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder("archive-odd-names");
    let (documents, out) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(&documents).expect("a folder");
    for name in [b"a\xff.txt".as_slice(), b"b\nc.txt", "quyết định.txt".as_bytes()] {
        std::fs::copy(sample("bo-nhiem.txt"), documents.join(std::ffi::OsStr::from_bytes(name))).expect("a file");
    }
    assert!(vanban(&["parse", shown(&documents), "-o", shown(&out)]).status.success());
    let single = vanban(&["parse", shown(&sample("bo-nhiem.txt"))]).stdout;
    for name in [b"a\xff.json".as_slice(), b"b\nc.json", "quyết định.json".as_bytes()] {
        assert!(std::fs::read(out.join(std::ffi::OsStr::from_bytes(name))).expect("a result") == single);
    }
}
