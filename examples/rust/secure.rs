//! HTTPS and a secret: what headsets and open networks ask for. Needs the paths of a certificate and of its
//! key: `cargo run --example secure cert.pem key.pem`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it tells its user where the page is"
)]

use vuer::{Token, Vuer, components as c, prelude::*};

fn main() -> Result<(), vuer::RunError> {
    let mut paths = std::env::args().skip(1);
    let (Some(cert), Some(key)) = (paths.next(), paths.next()) else {
        eprintln!("secure CERT KEY");
        std::process::exit(2);
    };
    Vuer::new()
        .host("0.0.0.0")
        .cert(cert)
        .key(key)
        // In the URLs that are printed; whoever has none of them stays outside.
        .token(Token::random())
        .spawn(async |session| {
            session.add(c::Icosahedron::new().scale([0.3, 0.3, 0.3]).color("gold"))?;
            session.forever().await
        })
        .start_blocking(|server| {
            for page in server.urls() {
                println!("{}", page.url);
            }
        })
}
