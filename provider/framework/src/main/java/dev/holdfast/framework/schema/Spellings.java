package dev.holdfast.framework.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody probably meant.
final class Spellings {

  /// More edits than this and the two words are different words.
  private static final int FARTHEST = 2;

  private Spellings() {}

  static Optional<String> nearest(String given, List<String> words) {
    String folded = given.toLowerCase(Locale.ROOT);
    return words.stream()
        .filter(word -> distance(folded, word.toLowerCase(Locale.ROOT)) <= FARTHEST)
        .min(Comparator.comparingInt(word -> distance(folded, word.toLowerCase(Locale.ROOT))));
  }

  /// The number of characters to insert, remove or change (Levenshtein), by rows.
  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > FARTHEST) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
