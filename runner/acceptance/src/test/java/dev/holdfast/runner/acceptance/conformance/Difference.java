package dev.holdfast.runner.acceptance.conformance;

import java.util.ArrayList;
import java.util.List;

/// The lines in which an output differs from the right one that is nearest to it.
final class Difference {
  private static final int SHOWN = 40;

  private Difference() {}

  static String of(ConformanceCase wanted, String output) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String expected : wanted.expected()) {
      List<String> lines = lines(expected.lines().toList(), output.lines().toList());
      if (lines.size() < least) {
        least = lines.size();
        best = String.join("\n", lines.subList(0, Math.min(SHOWN, lines.size())));
      }
    }
    return best;
  }

  /// The lines outside of the longest common subsequence.
  private static List<String> lines(List<String> expected, List<String> got) {
    int[][] common = new int[expected.size() + 1][got.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = got.size() - 1; j >= 0; j--) {
        common[i][j] =
            expected.get(i).equals(got.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < got.size()) {
      if (i < expected.size() && j < got.size() && expected.get(i).equals(got.get(j))) {
        i++;
        j++;
      } else if (j >= got.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + expected.get(i++));
      } else {
        lines.add("+" + got.get(j++));
      }
    }
    return lines;
  }
}
