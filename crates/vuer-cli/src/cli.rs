//! The command line: which commands there are, and what becomes of an error.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::commands::{completions, demo, doctor, serve, tls, version};

/// Results go to stdout, everything else to stderr.
const AFTER: &str = "\
Variables: VUER_HOST, VUER_PORT, VUER_TOKEN and the like set what no option sets; VUER_TLS_DIR is the folder of the
authority of --tls auto. The documentation of vuer::Vuer::new has them all.

Exit codes:
  0  done, or stopped with Ctrl-C
  1  it failed; the last line on stderr says why and what to do
  2  the command line was not understood
  3  vuer doctor found something that has to be mended";

const DONE: u8 = 0;
const FAILED: u8 = 1;
/// The command line was not understood.
const NOT_UNDERSTOOD: u8 = 2;

/// Serve live 3D scenes and files to browsers and headsets.
///
/// Without a command it serves, like `vuer serve`.
#[derive(Debug, Parser)]
#[command(name = "vuer", version, after_help = AFTER, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    Serve(serve::Args),
    Tls(tls::Args),
    Doctor(doctor::Args),
    Version(version::Args),
    Completions(completions::Args),
}

/// Runs a command line, of which the first word is the program's name, and gives the exit code of the process.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                // Whoever has closed stdout does not read it.
                let _closed = error.print();
                return DONE;
            }
            _ => {
                eprintln!("vuer: {}", in_one_line(&error.render().to_string()));
                return NOT_UNDERSTOOD;
            }
        },
    };
    let done = |()| DONE;
    let result = match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Demo(args) => demo::run(&args).map(done),
        Command::Serve(args) => serve::run(args).map(done),
        Command::Doctor(args) => doctor::run(&args),
        Command::Tls(args) => tls::run(&args).map(done),
        Command::Version(args) => version::run(&args).map(done),
        Command::Completions(args) => completions::run(&args, &mut Cli::command()).map(done),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("vuer: {error:#}");
            FAILED
        }
    }
}

/// The command that somebody may have meant by this word; as near as clap wants it.
pub(crate) fn similar_command(word: &str) -> Option<String> {
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = names.map(|name| (strsim::jaro(word, name), name));
    let (nearness, name) = near.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (nearness > 0.7).then(|| name.to_owned())
}

/// What is wrong and the tips for it, without the usage: an error here is one line, like every other.
fn in_one_line(error: &str) -> String {
    let (said, _usage) = error
        .split_once("\n\nUsage:")
        .or_else(|| error.split_once("\n\nFor more information"))
        .unwrap_or((error, ""));
    let paragraphs: Vec<String> = said
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let said = paragraphs.join("; ");
    let said = said.strip_prefix("error: ").unwrap_or(&said);
    format!("{said} (vuer --help lists what there is)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_command_is_serve() {
        let plain = Cli::try_parse_from(["vuer", "--port", "0", "robots"]).unwrap();
        let named = Cli::try_parse_from(["vuer", "serve", "--port", "0", "robots"]).unwrap();
        let Some(Command::Serve(named)) = named.command else {
            panic!("not serve")
        };
        assert_eq!(format!("{:?}", plain.serve), format!("{named:?}"));
    }
}
