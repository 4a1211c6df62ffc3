package dev.holdfast.lab.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Patterns of file names as a shell has them.
final class Patterns {
  private Patterns() {}

  static boolean isPattern(String text) {
    return text.chars().anyMatch(letter -> letter == '*' || letter == '?' || letter == '[');
  }

  /// The paths that match, in order; a path without a pattern is itself, if something is there.
  static List<String> matches(FileView files, String pattern) {
    List<String> found = new ArrayList<>(List.of(pattern.startsWith("/") ? "/" : ""));
    for (String part : pattern.split("/+")) {
      if (part.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        next.addAll(isPattern(part) ? in(files, folder, part) : List.of(join(folder, part)));
      }
      found = next;
    }
    return found.stream().filter(files::there).toList();
  }

  private static List<String> in(FileView files, String folder, String part) {
    String place = folder.isEmpty() ? "." : folder;
    if (!files.isDirectory(place)) {
      return List.of();
    }
    Pattern names = Pattern.compile(regex(part), Pattern.DOTALL);
    return files.list(place).stream()
        .filter(name -> !name.startsWith(".") || part.startsWith("."))
        .filter(name -> names.matcher(name).matches())
        .map(name -> join(folder, name))
        .toList();
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char letter = pattern.charAt(i);
      int end = letter == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (end > 0) {
        String set = pattern.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(
            letter == '*' ? ".*" : letter == '?' ? "." : Pattern.quote(String.valueOf(letter)));
      }
      i++;
    }
    return regex.toString();
  }
}
