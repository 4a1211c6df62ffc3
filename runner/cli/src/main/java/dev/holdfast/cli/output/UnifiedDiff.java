package dev.holdfast.cli.output;

import java.util.ArrayList;
import java.util.List;

/// Differences of two texts in the unified form, as Python's `difflib.unified_diff` prints them.
final class UnifiedDiff {
  private static final long LARGEST = 16_000_000;

  private final List<String> before;
  private final List<String> after;
  private final int context;

  UnifiedDiff(List<String> before, List<String> after, int context) {
    this.before = List.copyOf(before);
    this.after = List.copyOf(after);
    this.context = context;
  }

  /// One stretch of lines.
  private record Edit(char kind, int before, int after, String line) {}

  /// The lines of the difference; empty for equal texts.
  List<String> lines(String fromName, String toName) {
    List<Edit> edits = edits();
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < edits.size()) {
      int first = nextChange(edits, at);
      if (first < 0) {
        break;
      }
      int from = Math.max(at, first - context);
      int to = hunkEnd(edits, first);
      if (lines.isEmpty()) {
        lines.add("--- " + fromName + "\n");
        lines.add("+++ " + toName + "\n");
      }
      hunk(edits.subList(from, to), lines);
      at = to;
    }
    return lines;
  }

  private static int nextChange(List<Edit> edits, int from) {
    for (int index = from; index < edits.size(); index++) {
      if (edits.get(index).kind() != ' ') {
        return index;
      }
    }
    return -1;
  }

  private int hunkEnd(List<Edit> edits, int first) {
    int lastChange = first;
    int index = first;
    while (index < edits.size() && index - lastChange <= 2 * context) {
      if (edits.get(index).kind() != ' ') {
        lastChange = index;
      }
      index++;
    }
    return Math.min(edits.size(), lastChange + context + 1);
  }

  private static void hunk(List<Edit> edits, List<String> lines) {
    int removed = (int) edits.stream().filter(edit -> edit.kind() != '+').count();
    int added = (int) edits.stream().filter(edit -> edit.kind() != '-').count();
    Edit first = edits.getFirst();
    lines.add(
        "@@ -%s +%s @@\n".formatted(range(first.before(), removed), range(first.after(), added)));
    List<String> additions = new ArrayList<>();
    for (Edit edit : edits) {
      if (edit.kind() == '+') {
        additions.add("+" + edit.line());
        continue;
      }
      if (edit.kind() == ' ') {
        lines.addAll(additions);
        additions.clear();
      }
      lines.add(edit.kind() + edit.line());
    }
    lines.addAll(additions);
  }

  private static String range(int start, int length) {
    int shown = length == 0 ? start : start + 1;
    return length == 1 ? Integer.toString(shown) : shown + "," + length;
  }

  /// The shortest edit by longest common subsequence, removals before additions.
  private List<Edit> edits() {
    int head = commonHead();
    int tail = commonTail(head);
    int rows = before.size() - head - tail;
    int columns = after.size() - head - tail;
    if ((long) rows * columns > LARGEST) {
      return replaced(head, tail);
    }
    int[][] common = new int[rows + 1][columns + 1];
    for (int row = rows - 1; row >= 0; row--) {
      for (int column = columns - 1; column >= 0; column--) {
        common[row][column] =
            before.get(head + row).equals(after.get(head + column))
                ? common[row + 1][column + 1] + 1
                : Math.max(common[row + 1][column], common[row][column + 1]);
      }
    }
    List<Edit> edits = new ArrayList<>();
    for (int index = 0; index < head; index++) {
      edits.add(new Edit(' ', index, index, before.get(index)));
    }
    middle(common, head, rows, columns, edits);
    for (int index = 0; index < tail; index++) {
      int row = before.size() - tail + index;
      edits.add(new Edit(' ', row, after.size() - tail + index, before.get(row)));
    }
    return edits;
  }

  /// Texts that are too large for the table are shown as one replacement.
  private List<Edit> replaced(int head, int tail) {
    List<Edit> edits = new ArrayList<>();
    for (int row = 0; row < before.size() - tail; row++) {
      edits.add(new Edit(row < head ? ' ' : '-', row, Math.min(row, head), before.get(row)));
    }
    int kept = before.size() - tail;
    for (int column = head; column < after.size() - tail; column++) {
      edits.add(new Edit('+', kept, column, after.get(column)));
    }
    for (int index = 0; index < tail; index++) {
      int row = kept + index;
      edits.add(new Edit(' ', row, after.size() - tail + index, before.get(row)));
    }
    return edits;
  }

  private void middle(int[][] common, int head, int rows, int columns, List<Edit> edits) {
    int row = 0;
    int column = 0;
    while (row < rows || column < columns) {
      boolean same =
          row < rows && column < columns && before.get(head + row).equals(after.get(head + column));
      if (same) {
        edits.add(new Edit(' ', head + row, head + column, before.get(head + row)));
        row++;
        column++;
      } else if (row < rows
          && (column >= columns || common[row + 1][column] >= common[row][column + 1])) {
        edits.add(new Edit('-', head + row, head + column, before.get(head + row)));
        row++;
      } else {
        edits.add(new Edit('+', head + row, head + column, after.get(head + column)));
        column++;
      }
    }
  }

  private int commonHead() {
    int length = Math.min(before.size(), after.size());
    int head = 0;
    while (head < length && before.get(head).equals(after.get(head))) {
      head++;
    }
    return head;
  }

  private int commonTail(int head) {
    int length = Math.min(before.size(), after.size()) - head;
    int tail = 0;
    while (tail < length
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return tail;
  }
}
