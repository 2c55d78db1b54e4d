//! The report as a picture: how much of each goal is reached.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::backend::SVGBackend;
use plotters::chart::ChartBuilder;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::{BLACK, Color as _, IntoFont as _, RGBColor, WHITE};

use super::bars::{Bar, Verdict};

const WIDTH: u32 = 1_100;
const HEIGHT_OF_BAR: u32 = 26;
const HEAD: u32 = 60;
/// Where the names end.
const NAMES: u32 = 560;
/// More than so many times a goal is drawn as so much.
const MOST: f64 = 3.0;

const MET: RGBColor = RGBColor(60, 140, 90);
const NOT_MET: RGBColor = RGBColor(200, 90, 60);

/// Writes it.
pub(super) fn write(path: &Path, bars: &[Bar]) -> Result<()> {
    let bars: Vec<&Bar> = bars
        .iter()
        .filter(|bar| bar.verdict() != Verdict::Told)
        .collect();
    let count = u32::try_from(bars.len())?;
    let height = HEAD + HEIGHT_OF_BAR * count + 40;
    let area = SVGBackend::new(path, (WIDTH, height)).into_drawing_area();
    draw(&area, &bars).map_err(|error| anyhow!("draw {}: {error}", path.display()))
}

fn draw(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    bars: &[&Bar],
) -> Result<(), Box<dyn std::error::Error>> {
    area.fill(&WHITE)?;
    let title = area.titled(
        "How much of each goal is reached: 1 is all of it",
        ("sans-serif", 20),
    )?;
    let rows = f64::from(u32::try_from(bars.len())?);
    let mut chart = ChartBuilder::on(&title)
        .margin(8)
        .margin_right(60)
        .x_label_area_size(24)
        .y_label_area_size(NAMES)
        .build_cartesian_2d(0.0..MOST, 0.0..rows)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .disable_y_axis()
        .y_labels(0)
        .x_labels(7)
        .draw()?;
    let mut middle = rows - 0.5;
    for bar in bars {
        let (reach, colour) = match bar.verdict() {
            Verdict::Met => (bar.reach(), MET),
            Verdict::NotMet => (bar.reach(), NOT_MET),
            Verdict::NotRun | Verdict::Told => (None, BLACK),
        };
        if let Some(reach) = reach {
            let corners = [(0.0, middle - 0.3), (reach.min(MOST), middle + 0.3)];
            chart.draw_series([Rectangle::new(corners, colour.filled())])?;
        }
        let told = reach.map_or_else(|| "not run".to_owned(), |it| format!("{it:.2}"));
        let place = (reach.unwrap_or_default().min(MOST) + 0.02, middle + 0.25);
        let font = ("sans-serif", 13).into_font();
        chart.draw_series([Text::new(told, place, font.clone())])?;
        let (_, y) = chart.backend_coord(&(0.0, middle + 0.25));
        area.draw(&Text::new(bar.name.clone(), (8, y), font))?;
        middle -= 1.0;
    }
    chart.draw_series([PathElement::new([(1.0, 0.0), (1.0, rows)], BLACK)])?;
    area.present()?;
    Ok(())
}
