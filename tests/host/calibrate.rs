//! `polanyi calibrate`: the same fit whatever interrupts it, and a word about everything that is refused.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{Ended, Folder, PROGRAM, polanyi, shell};

/// Two parameters and one fact of one place, so that a fit takes a moment.
const PLAN: &str = "
[[parameter]]
path = 'stalls.growth_max'
least = 0.05
greatest = 4.0
scale = 'log'
[[parameter]]
path = 'stalls.buyer_rate'
least = 0.05
greatest = 15.0
scale = 'log'
[[parameter]]
path = 'entry.rate'
least = 0.001
greatest = 50.0
scale = 'log'
fit = false
[[target]]
fact = 'F115'
factor = 1.2
";

/// Calls the command with a small population.
fn calibrate(plan: &Path, more: &[&str]) -> Ended {
    let plan = plan.to_str().unwrap();
    let line = [
        "calibrate",
        "--plan",
        plan,
        "--particles",
        "12",
        "--seeds",
        "1",
    ];
    polanyi(line.iter().chain(more))
}

/// What a fit says, without the command line that made it.
fn found(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("command"))
        .collect()
}

#[test]
fn a_fit_is_the_same_on_any_number_of_threads_and_in_any_file() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let on = |threads: u32| {
        let line = "calibrate --particles 12 --generations 3 --seeds 1";
        shell(&format!(
            "RAYON_NUM_THREADS={threads} \"$P\" {line} --plan {}",
            plan.display()
        ))
    };
    let one = on(1);
    assert_eq!((one.code, &one.out), (0, &on(3).out));
    let path = folder.path("fit.toml");
    let ended = calibrate(
        &plan,
        &["--generations", "3", "--out", path.to_str().unwrap()],
    );
    assert_eq!((ended.code, ended.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), one.out);
    let other = calibrate(&plan, &["--generations", "3", "--seed", "7"]).out;
    assert_ne!(found(&other), found(&one.out));
}

/// Both forms hold the same numbers; the best lies in its prior, and its posterior within it.
#[test]
fn a_fit_says_what_was_found() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let path = folder.path("fit.json");
    let ended = calibrate(
        &plan,
        &["--generations", "4", "--out", path.to_str().unwrap()],
    );
    assert_eq!(ended.code, 0);
    let fit: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let table: toml::Table =
        toml::from_str(&calibrate(&plan, &["--generations", "4"]).out).unwrap();
    assert_eq!(serde_json::to_value(&table).unwrap(), fit);
    let distance = |name: &str| fit["distance"][name].as_f64().unwrap();
    // The defaults may be as near: they were fitted to this figure too.
    assert!(
        distance("best") < 1.0 && distance("default").is_finite(),
        "{fit}"
    );
    assert!(distance("best") <= distance("tolerance"), "{fit}");
    let parameters = fit["parameter"].as_array().unwrap();
    assert_eq!(parameters.len(), 2, "one is only screened");
    for parameter in parameters {
        let number = |value: &serde_json::Value| value.as_f64().unwrap();
        let (prior, range) = (&parameter["prior"], &parameter["range"]);
        let numbers = [
            &prior[0],
            &range[0],
            &parameter["median"],
            &range[1],
            &prior[1],
        ];
        assert!(numbers.map(number).is_sorted(), "{parameter}");
        let best = number(&parameter["best"]);
        assert!(
            (number(&prior[0])..=number(&prior[1])).contains(&best),
            "{parameter}"
        );
    }
    let command = fit["command"].as_str().unwrap();
    assert!(
        command.contains("--particles 12 --generations 4"),
        "{command}"
    );
}

/// The best vector, set by hand, gives the simulated figure of the fit: it can be used.
#[test]
fn the_best_vector_can_be_run() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let text = calibrate(&plan, &["--generations", "2"]).out;
    let fit: toml::Table = toml::from_str(&text).unwrap();
    let mut line: Vec<String> = ["run", "yiwu", "--seed", "2020", "--to", "1992"]
        .map(str::to_owned)
        .to_vec();
    for parameter in fit["parameter"].as_array().unwrap() {
        let path = parameter["path"].as_str().unwrap();
        line.extend(["--set".to_owned(), format!("{path}={}", parameter["best"])]);
    }
    line.extend(["--format".to_owned(), "json".to_owned()]);
    let run: serde_json::Value = serde_json::from_str(&polanyi(&line).out).unwrap();
    let stalls = run["years"].as_array().unwrap().last().unwrap()["stalls"]
        .as_f64()
        .unwrap();
    let best = fit["target"][0]["best"].as_float().unwrap();
    assert!((best / stalls - 1.0).abs() < 1e-3, "{best} {stalls}");
}

#[test]
fn a_state_goes_on_as_if_there_had_been_no_interruption() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let state = folder.path("fit.state");
    let state = state.to_str().unwrap();
    let whole = calibrate(&plan, &["--generations", "5"]).out;
    assert_eq!(
        calibrate(&plan, &["--generations", "2", "--state", state]).code,
        0
    );
    let again = calibrate(&plan, &["--generations", "5", "--state", state]);
    assert_eq!(again.code, 2, "a state is not overwritten");
    assert!(again.err.contains("add --resume"), "{again:?}");
    let more = ["--generations", "5", "--state", state, "--resume"];
    assert_eq!(calibrate(&plan, &more).out, whole);
    assert_eq!(calibrate(&plan, &more).out, whole, "what is done is done");
    assert_eq!(folder.names(), ["fit.state", "plan.toml"]);
}

/// Killed at any moment, it goes on to the same end.
#[test]
fn a_kill_loses_nothing_but_time() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let state = folder.path("fit.state");
    let more = ["--generations", "6", "--state", state.to_str().unwrap()];
    let whole = calibrate(&plan, &["--generations", "6"]).out;
    for round in 0..6_u64 {
        let resume = ["--resume"];
        let mut child = Command::new(PROGRAM)
            .args(["calibrate", "--plan", plan.to_str().unwrap()])
            .args(["--particles", "12", "--seeds", "1"])
            .args(more)
            .args(if state.exists() { &resume[..] } else { &[] })
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(40 + 60 * round));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let resumed = if state.exists() {
        calibrate(&plan, &[&more[..], &["--resume"]].concat())
    } else {
        calibrate(&plan, &more)
    };
    assert_eq!((resumed.code, resumed.out), (0, whole));
}

#[test]
fn a_damaged_or_foreign_state_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let state = folder.path("fit.state");
    let name = state.to_str().unwrap();
    assert_eq!(
        calibrate(&plan, &["--generations", "1", "--state", name]).code,
        0
    );
    let saved = fs::read_to_string(&state).unwrap();
    let resume = ["--generations", "2", "--state", name, "--resume"];
    let distance = saved.find("\"distance\":").unwrap() + "\"distance\":".len();
    let digit = if saved[distance..].starts_with('1') {
        "2"
    } else {
        "1"
    };
    let mut changed = saved.clone();
    changed.replace_range(distance..=distance, digit);
    for (text, words) in [
        (changed.as_str(), "damaged"),
        (&saved[..saved.len() / 2], "not a state"),
        ("", "not a state"),
        ("{}", "not a state"),
        ("\u{0}\u{1}", "not a state"),
    ] {
        fs::write(&state, text).unwrap();
        let ended = calibrate(&plan, &resume);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{ended:?}");
        assert!(
            ended.err.contains(words) && ended.err.contains(name),
            "{ended:?}"
        );
        assert_eq!(fs::read_to_string(&state).unwrap(), text);
    }
    fs::write(&state, &saved).unwrap();
    let other = folder.file("other.toml", PLAN.replace("1.2", "1.3"));
    let seed = [&resume[..], &["--seed", "7"]].concat();
    for ended in [calibrate(&other, &resume), calibrate(&plan, &seed)] {
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{ended:?}");
        assert!(ended.err.contains("another calibration"), "{ended:?}");
    }
    fs::remove_file(&state).unwrap();
    let missing = calibrate(&plan, &resume);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("leave --resume out"), "{missing:?}");
}

#[test]
fn a_dry_run_names_parameters_facts_and_runs_and_writes_nothing() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let state = folder.path("fit.state");
    let more = [
        "--generations",
        "3",
        "--dry-run",
        "--state",
        state.to_str().unwrap(),
    ];
    let ended = calibrate(&plan, &more);
    assert_eq!(ended.code, 0);
    // 12 at first; then twice 6 copies, moved up to six times.
    for words in [
        "stalls.growth_max",
        "F115",
        "a factor of 1.2",
        "At most 84 vectors",
    ] {
        assert!(ended.out.contains(words), "{words}: {ended:?}");
    }
    assert!(!ended.out.contains("entry.rate"), "it is only screened");
    assert!(
        ended.out.lines().all(|line| line.chars().count() <= 80),
        "{ended:?}"
    );
    assert_eq!(folder.names(), ["plan.toml"]);
    assert_eq!(
        polanyi(["calibrate", "--dry-run"]).code,
        0,
        "the built-in plan holds"
    );
}

/// Growth of stalls moves stalls; founders do not, or hardly.
#[test]
fn a_screening_orders_parameters_by_what_they_do() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let line = [
        "calibrate",
        "--screen",
        "--trajectories",
        "4",
        "--seeds",
        "1",
        "--plan",
    ];
    let ended = polanyi(line.iter().chain(&[plan.to_str().unwrap()]));
    assert_eq!(ended.code, 0);
    let place = |path: &str| {
        ended
            .out
            .find(path)
            .unwrap_or_else(|| panic!("{path}: {ended:?}"))
    };
    assert!(
        place("stalls.growth_max") < place("entry.rate"),
        "{ended:?}"
    );
    assert!(place("stalls.buyer_rate") > 0);
}

#[test]
fn bad_arguments() {
    let folder = Folder::new();
    let plan = folder.file("plan.toml", PLAN);
    let plan = plan.to_str().unwrap();
    let wrong = folder.file("wrong.toml", PLAN.replace("F115", "F084"));
    let wrong = wrong.to_str().unwrap();
    for (line, words) in [
        (&["--particles", "9"][..], "10..=100000"),
        (&["--particles", "many"], "many"),
        (&["--generations", "0"], "1..=1000"),
        (&["--seeds", "0"], "1..=1000"),
        (&["--seed", "-1"], "whole number"),
        (&["--resume"], "--state"),
        (&["--trajectories", "3"], "--screen"),
        (&["--screen", "--trajectories", "1"], "2..=10000"),
        (&["--screen", "--state", "x"], "--state"),
        (&["--screen", "--dry-run"], "--dry-run"),
        (&["--plan", "/nowhere/at/all.toml"], "leave --plan out"),
        (&["--plan", "/dev/zero"], "give a TOML file"),
        (&["--plan", wrong], "F084 has the role `validate`"),
        (&["yiwu"], "yiwu"),
    ] {
        let ended = polanyi(["calibrate"].iter().chain(line));
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{line:?}: {ended:?}"
        );
        assert!(ended.err.contains(words), "{line:?}: {ended:?}");
    }
    for (option, path) in [
        ("--out", "/nowhere/at/all"),
        ("--state", "/nowhere/at/all"),
        ("--out", "/"),
    ] {
        let ended = polanyi(["calibrate", "--plan", plan, option, path]);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (1, ""),
            "{option} {path}: {ended:?}"
        );
        assert!(ended.err.contains(path), "{ended:?}");
    }
}
