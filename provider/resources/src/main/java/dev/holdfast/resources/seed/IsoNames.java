package dev.holdfast.resources.seed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The two ways in which an image names its files.
enum IsoNames {
  /// Eight letters, a point and three more, as every reader of CDs knows them.
  PRIMARY {
    @Override
    Map<String, byte[]> of(Collection<String> names, boolean folders) {
      Set<String> taken = new HashSet<>();
      Map<String, byte[]> given = new HashMap<>();
      for (String name : names) {
        String shortName = unique(name, folders, taken);
        taken.add(shortName);
        given.put(name, shortName.getBytes(StandardCharsets.US_ASCII));
      }
      return given;
    }
  },
  /// The names as they are.
  JOLIET {
    @Override
    Map<String, byte[]> of(Collection<String> names, boolean folders) {
      Map<String, byte[]> given = new HashMap<>();
      names.forEach(name -> given.put(name, name.getBytes(StandardCharsets.UTF_16BE)));
      return given;
    }
  };

  private static final int STEM = 8;
  private static final int SUFFIX = 3;

  /// What stands in a folder for each of these names.
  ///
  /// @param folders whether the names are those of folders, which have no version
  abstract Map<String, byte[]> of(Collection<String> names, boolean folders);

  /// The order in which the records of a folder stand.
  static int compare(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other);
  }

  private static String unique(String name, boolean folder, Set<String> taken) {
    int dot = folder ? -1 : name.lastIndexOf('.');
    String stem = plain(dot < 0 ? name : name.substring(0, dot));
    String suffix = dot < 0 ? "" : cut(plain(name.substring(dot + 1)), SUFFIX);
    String end = folder ? "" : "." + suffix + ";1";
    String found = cut(stem, STEM) + end;
    for (int number = 1; taken.contains(found); number++) {
      String mark = "_" + number;
      found = cut(stem, STEM - mark.length()) + mark + end;
    }
    return found;
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
