package dev.holdfast.lab.program;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The package database of a machine, and what the lists of its repositories offered when they were
/// last updated.
public final class Packages {
  private final FileView files;
  private final Units units;
  private final String architecture;
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, List<DebPackage>> offered = new LinkedHashMap<>();

  /// A package as dpkg knows it.
  ///
  /// @param installed whether it is there; else only its configuration is
  /// @param wanted `install`, `hold`, `deinstall` or `purge`
  /// @param automatic whether it came for others
  record Entry(DebPackage deb, boolean installed, String wanted, boolean automatic) {
    Entry wanting(String selection) {
      return new Entry(deb, installed, selection, automatic);
    }

    Entry automatic(boolean forOthers) {
      return new Entry(deb, installed, wanted, forOthers);
    }

    boolean isHeld() {
      return wanted.equals("hold");
    }
  }

  Packages(MemoryFiles files, Units units, String architecture) {
    this.files = files.as(Identity.ROOT);
    this.units = units;
    this.architecture = architecture;
  }

  String architecture() {
    return architecture;
  }

  synchronized Collection<Entry> entries() {
    return List.copyOf(entries.values());
  }

  synchronized Optional<Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /// Whether a package is installed.
  public boolean isInstalled(String name) {
    return entry(name).filter(Entry::installed).isPresent();
  }

  /// The version of an installed package.
  public Optional<String> version(String name) {
    return entry(name).filter(Entry::installed).map(entry -> entry.deb().version());
  }

  synchronized void change(Entry entry) {
    entries.put(entry.deb().name(), entry);
  }

  synchronized void update(Map<String, List<DebPackage>> lists) {
    offered.clear();
    offered.putAll(lists);
  }

  /// All versions of a package that the lists have, the newest first.
  synchronized List<DebPackage> versions(String name) {
    List<DebPackage> versions = new ArrayList<>();
    offered
        .values()
        .forEach(list -> list.stream().filter(deb -> fits(deb, name)).forEach(versions::add));
    versions.sort((one, other) -> DebVersion.ORDER.compare(other.version(), one.version()));
    return versions;
  }

  private boolean fits(DebPackage deb, String name) {
    boolean mine = deb.architecture().isEmpty() || deb.architecture().equals(architecture);
    return mine && deb.name().equals(name);
  }

  synchronized List<String> names() {
    return offered.values().stream()
        .flatMap(List::stream)
        .map(DebPackage::name)
        .distinct()
        .sorted()
        .toList();
  }

  /// Puts a package's files there and starts its units, as its scripts do.
  public void install(DebPackage deb, boolean automatic) {
    Optional<Entry> before = entry(deb.name());
    deb.programs().forEach(path -> DebianFiles.program(files, path));
    deb.files().forEach((path, text) -> files.put(path, text, 0644));
    deb.conffiles()
        .forEach((path, text) -> {
          if (!files.exists(path)) {
            files.put(path, text, 0644);
          }
        });
    String wanted = before.map(Entry::wanted).filter("hold"::equals).orElse("install");
    boolean fresh = before.filter(Entry::installed).isEmpty();
    change(
        new Entry(
            deb, true, wanted, fresh ? automatic : before.map(Entry::automatic).orElse(automatic)));
    if (fresh) {
      for (String unit : deb.units()) {
        units.enable(unit);
        units.start(unit);
      }
    }
  }

  /// Takes a package's files away, and with `purge` its configuration and the entry itself.
  public void remove(DebPackage deb, boolean purge) {
    for (String unit : unitFiles(deb)) {
      units.stop(unit);
      units.disable(unit);
    }
    deb.programs().forEach(this::away);
    deb.files().keySet().forEach(this::away);
    if (purge || deb.conffiles().isEmpty()) {
      deb.conffiles().keySet().forEach(this::away);
      synchronized (this) {
        entries.remove(deb.name());
      }
    } else {
      change(new Entry(deb, false, "deinstall", false));
    }
  }

  private static List<String> unitFiles(DebPackage deb) {
    return deb.files().keySet().stream()
        .filter(path -> path.matches(".*/systemd/system/[^/]+\\.service"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .toList();
  }

  /// Folders that only held it go too, as dpkg does with those that no other package has.
  private void away(String path) {
    if (files.there(path)) {
      files.remove(path);
    }
    String folder = path.substring(0, path.lastIndexOf('/'));
    while (!isShared(folder) && files.isDirectory(folder) && files.list(folder).isEmpty()) {
      files.remove(folder);
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
  }

  private static boolean isShared(String folder) {
    return folder.matches("(/(etc|opt|usr(/(bin|sbin|lib(/systemd(/system)?)?))?)?)?");
  }

  /// Installed packages that came for others and that nobody needs any more.
  synchronized List<DebPackage> unneeded() {
    List<Entry> left = new ArrayList<>(entries.values());
    List<DebPackage> unneeded = new ArrayList<>();
    boolean more = true;
    while (more) {
      Optional<Entry> next =
          left.stream()
              .filter(entry -> entry.installed() && entry.automatic() && !entry.isHeld())
              .filter(entry -> left.stream().noneMatch(other -> needs(other, entry)))
              .findFirst();
      next.ifPresent(entry -> {
        left.remove(entry);
        unneeded.add(entry.deb());
      });
      more = next.isPresent();
    }
    return unneeded;
  }

  private static boolean needs(Entry other, Entry entry) {
    return other.installed() && other.deb().depends().contains(entry.deb().name());
  }
}
