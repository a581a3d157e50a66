//! The page's panel: text, controls and signs.

use vuer::{Children, Map, Value, components as c, prelude::*};

use crate::picture::{Frame, Picture, picture};

pub(crate) const PICTURES: &[Picture] = &[
    picture!("article", page in html_child).frame(Frame::Panel),
    picture!("Div", div in html_child).frame(Frame::Panel),
    picture!("AutoScroll", auto_scroll in html_child).frame(Frame::Panel),
    picture!("Markdown", markdown in html_child).frame(Frame::Panel),
    picture!("h1", header1 in html_child).frame(Frame::Panel),
    picture!("h2", header2 in html_child).frame(Frame::Panel),
    picture!("h3", header3 in html_child).frame(Frame::Panel),
    picture!("p", paragraph in html_child).frame(Frame::Panel),
    picture!("Span", span in html_child).frame(Frame::Panel),
    picture!("a", link in html_child).frame(Frame::Panel),
    picture!("Button", button in html_child).frame(Frame::Panel),
    picture!("Slider", slider in html_child).frame(Frame::Panel),
    picture!("Input", input_box in html_child).frame(Frame::Panel),
    picture!("Img", img in html_child).frame(Frame::Panel),
    picture!("ImageUpload", image_upload in html_child).frame(Frame::Panel),
    picture!("iframe", iframe in html_child).frame(Frame::Panel),
    picture!("Checkbox", checkbox in html_child).frame(Frame::Panel),
    picture!("Dropdown", dropdown in html_child).frame(Frame::Panel),
    picture!("NumberInput", number_input in html_child).frame(Frame::Panel),
    picture!("VectorInput", vector_input in html_child).frame(Frame::Panel),
    picture!("ColorInput", color_input in html_child).frame(Frame::Panel),
    picture!("Folder", folder in html_child).frame(Frame::Panel),
    picture!("ProgressBar", progress_bar in html_child).frame(Frame::Panel),
    picture!("Plot", plot in html_child).frame(Frame::Panel),
    picture!("Notification", notification in html_child).frame(Frame::Panel),
];

fn page() -> impl Children {
    c::Page::new().child((
        c::Header1::new().child("Pick and place"),
        c::Paragraph::new().child((
            "Put the part into the tray and press ",
            c::Span::bold("Start"),
            ".",
        )),
    ))
}

fn div() -> impl Children {
    let style = Map::from_iter([("display", Value::from("flex")), ("gap", Value::from(8))]);
    c::Div::new().style(style).child((
        c::Button::new().value("Open"),
        c::Button::new().value("Close"),
    ))
}

fn auto_scroll() -> impl Children {
    let line = |number: u32| {
        c::Paragraph::new()
            .key(format!("line-{number}"))
            .child(format!("{number}: moved to pose {}", number % 4))
    };
    let style = Map::from_iter([("height", 90)]);
    c::AutoScroll::new()
        .style(style)
        .child((1..=4).map(line).collect::<Vec<_>>())
}

fn markdown() -> impl Children {
    c::Markdown::new().child(
        "## Checklist\n\n- [x] power\n- [ ] air at *6 bar*\n\n\
         | joint | limit |\n|---|---|\n| 1 | 170° |\n| 2 | 120° |\n\n\
         Then `start()`.",
    )
}

fn header1() -> impl Children {
    c::Header1::new().child("Cell 12")
}

fn header2() -> impl Children {
    c::Header2::new().child("Left arm")
}

fn header3() -> impl Children {
    c::Header3::new().child("Gripper")
}

fn paragraph() -> impl Children {
    (
        c::Paragraph::new().child("The arm is in its place."),
        c::Paragraph::new().child((
            "The gripper is ",
            c::Span::new()
                .text("open")
                .style(Map::from_iter([("color", "#1a7f4b")])),
            ".",
        )),
    )
}

fn span() -> impl Children {
    c::Paragraph::new().child((
        c::Span::bold("Bold"),
        " and ",
        c::Span::italic("italic"),
        " words.",
    ))
}

fn link() -> impl Children {
    c::Paragraph::new().child((
        "See ",
        c::Link::new().text("the manual").src("/static/manual.html"),
        ".",
    ))
}

fn button() -> impl Children {
    (
        c::Button::new().value("Start"),
        c::Button::new().value("Stop").disabled(true),
    )
}

fn slider() -> impl Children {
    c::Slider::new()
        .label("Speed (m/s)")
        .min(0.0)
        .max(2.0)
        .step(0.1)
        .value(0.7)
        .live(true)
}

fn input_box() -> impl Children {
    c::InputBox::new()
        .label("Message")
        .placeholder("Type and press Enter")
        .clear_on_submit(true)
}

fn img() -> impl Children {
    c::Img::new()
        .src("/static/hills.jpg")
        .alt("Hills")
        .width(160.0)
}

fn image_upload() -> impl Children {
    c::ImageUpload::new().label("Reference picture")
}

fn iframe() -> impl Children {
    c::Iframe::new().src("/static/frame.html").height(120.0)
}

fn checkbox() -> impl Children {
    (
        c::Checkbox::new().label("Follow the path").value(true),
        c::Checkbox::new().label("Repeat"),
    )
}

fn dropdown() -> impl Children {
    c::Dropdown::new()
        .label("Mode")
        .options(["idle", "teach", "run"].map(String::from).to_vec())
        .value("teach")
}

fn number_input() -> impl Children {
    c::NumberInput::new()
        .label("Repeats")
        .value(12.0)
        .min(1.0)
        .max(99.0)
}

fn vector_input() -> impl Children {
    c::VectorInput::new()
        .label("Target (m)")
        .value([0.4, 0.1, 0.35])
        .step(0.01)
}

fn color_input() -> impl Children {
    c::ColorInput::new().label("Marker").value("#e0662f")
}

fn folder() -> impl Children {
    (
        c::Folder::new()
            .label("Motion")
            .child(c::Checkbox::new().label("Smooth").value(true)),
        c::Folder::new().label("Advanced").open(false),
    )
}

fn progress_bar() -> impl Children {
    (
        c::ProgressBar::new().label("Calibration").value(0.62),
        c::ProgressBar::new().label("Waiting for the gripper"),
    )
}

fn plot() -> impl Children {
    let seconds: Vec<f64> = (0..200).map(|step| f64::from(step) * 0.05).collect();
    let shoulder = seconds.iter().map(|t| 3.0 * t.sin()).collect();
    let elbow = seconds.iter().map(|t| 2.0 * (1.3 * t).cos()).collect();
    c::Plot::new()
        .title("Torque")
        .names(vec!["shoulder".to_owned(), "elbow".to_owned()])
        .x_label("s")
        .y_label("N·m")
        .data([seconds, shoulder, elbow])
}

fn notification() -> impl Children {
    c::Div::new().child((
        c::Notification::new()
            .title("Gripper")
            .text("The gripper is closed.")
            .level(c::NotificationLevel::Success),
        c::Notification::new()
            .text("Joint 2 is near its limit.")
            .level(c::NotificationLevel::Warning),
    ))
}
