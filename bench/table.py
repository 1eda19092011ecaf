"""The one table that the benchmark prints."""

COLUMNS = ["work", "measured", "floor", "ratio", "goal", "met", "instructions", "goal", "met", "syscalls",
           "allocations", "threads", "peak MiB"]


class Row:
    """One line: what was measured, and what it should be. Figures that were not measured stay empty."""

    def __init__(self, work, unit, **figures):
        self.work, self.unit, self.figures = work, unit, figures

    def verdicts(self):
        """Gives (goal met?) of the main figure and of the instructions; None where there is no goal."""
        figures = self.figures
        main = None
        if "ratio_goal" in figures and "ratio" in figures:
            main = figures["ratio"] <= figures["ratio_goal"]
        elif "goal" in figures:
            main = figures["measured"] <= figures["goal"]
        instructions = None
        if "instructions_goal" in figures and "instructions" in figures:
            instructions = figures["instructions"] <= figures["instructions_goal"]
        return main, instructions

    def cells(self):
        figures = self.figures
        main, instructions = self.verdicts()
        goal = ""
        if "ratio_goal" in figures:
            goal = f"{figures['ratio_goal']} x"
        elif "goal" in figures:
            goal = with_unit(figures["goal"], self.unit)
        return [
            self.work,
            with_unit(figures.get("measured"), self.unit),
            with_unit(figures.get("floor"), self.unit),
            "" if "ratio" not in figures else f"{figures['ratio']:.2f}",
            goal,
            word(main),
            number(figures.get("instructions")),
            number(figures.get("instructions_goal")),
            word(instructions),
            number(figures.get("syscalls")),
            number(figures.get("allocations")),
            number(figures.get("threads")),
            number(figures.get("peak_mib")),
        ]

    def as_dict(self):
        main, instructions = self.verdicts()
        return {"work": self.work, "unit": self.unit, **self.figures, "met": main, "instructions_met": instructions}


def word(verdict):
    return "" if verdict is None else "yes" if verdict else "NO"


def number(value):
    if value is None:
        return ""
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}"


def with_unit(value, unit):
    if value is None:
        return ""
    text = f"{value:.2f}" if abs(value) < 10 and value != int(value) else number(value)
    return f"{text} {unit}".rstrip()


def render(rows):
    lines = [COLUMNS] + [row.cells() for row in rows]
    used = [any(line[i] for line in lines[1:]) for i in range(len(COLUMNS))]
    lines = [[cell for cell, shown in zip(line, used) if shown] for line in lines]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    out = []
    for i, line in enumerate(lines):
        cells = [cell.ljust(width) if j == 0 else cell.rjust(width) for j, (cell, width) in enumerate(zip(line, widths))]
        out.append("| " + " | ".join(cells) + " |")
        if i == 0:
            out.append("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(out)
