package dev.holdfast.machines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What stands on a machine and could be left over by whoever worked on it: files below `/etc`,
/// `/opt`, `/var/lib`, `/run`, `/usr/local` and where CNI plugins lie, units, links, addresses,
/// routes, rules of nft and of both kinds of iptables, packages, holds and kernel settings.
///
/// @param things by kind and name, such as `link flannel.1`
public record Residue(SortedMap<String, String> things) {
  private static final List<String> DIRECTORIES =
      List.of("/etc", "/opt", "/var/lib", "/var/log/pods", "/run", "/usr/local", "/usr/lib/cni");

  public Residue {
    things = Collections.unmodifiableSortedMap(new TreeMap<>(things));
  }

  /// Things that are not compared, by patterns of their kind and name.
  public record Exclusions(List<Pattern> patterns) {
    public Exclusions {
      patterns = List.copyOf(patterns);
    }

    /// What changes on any machine, read from `residue-exclusions.txt`, where each has its reason.
    public static Exclusions standard() {
      return new Exclusions(
          Holder.script("residue-exclusions.txt")
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(" +", 3))
              .map(words -> Pattern.compile(words[0] + " " + words[1]))
              .toList());
    }

    /// With one more.
    public Exclusions and(String kind, String name) {
      var all = new ArrayList<>(patterns);
      all.add(Pattern.compile(kind + " " + name));
      return new Exclusions(all);
    }

    boolean covers(String thing) {
      return patterns.stream().anyMatch(pattern -> pattern.matcher(thing).matches());
    }
  }

  /// What stands on a machine now, without what always changes.
  public static Residue of(Machine machine) {
    return of(machine, Exclusions.standard());
  }

  /// What stands on a machine now.
  public static Residue of(Machine machine, Exclusions exclusions) {
    var things = new TreeMap<String, String>();
    for (String directory : DIRECTORIES) {
      if (machine.exists(directory)) {
        machine
            .tree(directory, path -> !exclusions.covers("file " + path))
            .entries()
            .forEach((path, entry) -> things.put("file " + path, value(entry)));
      }
    }
    machine
        .run(Holder.script("residue.sh"))
        .text()
        .lines()
        .map(line -> line.split("\t", 3))
        .forEach(parts -> things.put(parts[0] + " " + parts[1], parts.length > 2 ? parts[2] : ""));
    things.keySet().removeIf(exclusions::covers);
    return new Residue(things);
  }

  private static String value(FileTree.Entry entry) {
    return String.join(" ", entry.kind(), entry.mode(), entry.owner(), entry.content()).strip();
  }

  /// The differences to an earlier time, one a line: `+ link cni0: …`, `- hold kubelet: …`, `~ file
  /// /etc/hosts: before -> after`.
  public List<String> since(Residue earlier) {
    var differences = new ArrayList<String>();
    things.forEach((thing, value) -> {
      String before = earlier.things.get(thing);
      if (before == null) {
        differences.add("+ " + thing + ": " + value);
      } else if (!before.equals(value)) {
        differences.add("~ " + thing + ": " + before + " -> " + value);
      }
    });
    earlier.things.forEach((thing, value) -> {
      if (!things.containsKey(thing)) {
        differences.add("- " + thing + ": " + value);
      }
    });
    return differences;
  }
}
