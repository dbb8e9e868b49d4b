//! `DESIGN.md` and the source name the same rooms, and the imports that it allows form no circle.

use std::collections::BTreeSet;
use std::path::Path;

/// The first two cells of the rows of the table below a header line.
fn rows<'d>(design: &'d str, header: &str) -> Vec<(&'d str, &'d str)> {
    let lines = design.lines().skip_while(|line| *line != header).skip(2);
    lines
        .map_while(|line| line.strip_prefix("| ")?.strip_suffix('|')?.split_once('|'))
        .map(|(room, cell)| (room.trim(), cell.trim()))
        .collect()
}

/// The folders and files of `src/` that are rooms.
fn rooms() -> BTreeSet<String> {
    let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).expect("the source");
    folder
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "lib" | "main"))
        .collect()
}

fn design() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md")).expect("the design")
}

#[test]
fn every_room_of_the_source_is_described() {
    let design = design();
    let described: Vec<&str> = rows(&design, "| room | what it is for |").iter().map(|(room, _)| *room).collect();
    let allowed: Vec<&str> = rows(&design, "| room | may use |").iter().map(|(room, _)| *room).collect();
    assert_eq!(described, allowed);
    let missing: Vec<String> = rooms().into_iter().filter(|room| !allowed.contains(&room.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_room_may_use_only_rooms_above_it() {
    let design = design();
    let rows = rows(&design, "| room | may use |");
    assert!(rows.len() >= rooms().len());
    for (index, (room, uses)) in rows.iter().enumerate() {
        let above: Vec<&str> = rows[..index].iter().map(|(room, _)| *room).collect();
        for used in uses.split(',').map(str::trim).filter(|used| !used.is_empty() && *used != "all above") {
            assert!(above.contains(&used), "{room} may use {used}, which does not stand above it");
        }
    }
}
