package dev.holdfast.client.proxmox.format;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The tags of a guest, normalised as the server does: lower case, sorted, each once.
public record Tags(SortedSet<String> names) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9_+.-]*");

  public Tags {
    SortedSet<String> normal = new TreeSet<>();
    names.forEach(name -> normal.add(name.strip().toLowerCase(Locale.ROOT)));
    normal.remove("");
    names = Collections.unmodifiableSortedSet(normal);
  }

  public static Tags of(Collection<String> names) {
    return new Tags(new TreeSet<>(names));
  }

  /// Reads a list with any of the separators that the server takes.
  public static Tags parse(String text) {
    return of(Arrays.asList(text.split("[;,\\s]+")));
  }

  /// Whether the server takes a tag of this name.
  public static boolean valid(String name) {
    return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  public String print() {
    return String.join(";", names);
  }
}
