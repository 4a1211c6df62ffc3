package dev.holdfast.lab.program;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The units of systemd on a machine: files as systemd reads them, links for what is enabled, and
/// what runs.
public final class Units {
  private static final List<String> FOLDERS =
      List.of("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system");

  private final FileView files;
  private final Map<String, State> states = new HashMap<>();
  private final Map<String, Behaviour> behaviours = new HashMap<>();

  /// How a unit is.
  public enum State {
    INACTIVE("inactive", "dead"),
    ACTIVE("active", "running"),
    FAILED("failed", "failed");

    private final String active;
    private final String sub;

    State(String active, String sub) {
      this.active = active;
      this.sub = sub;
    }

    String active() {
      return active;
    }

    String sub() {
      return sub;
    }
  }

  /// What follows when a unit starts or stops, beside its state.
  public interface Behaviour {
    /// @return why it does not start; empty when it runs
    Optional<String> start();

    void stop();
  }

  Units(MemoryFiles files) {
    this.files = files.as(Identity.ROOT);
  }

  /// Says what follows from a unit.
  public void behave(String unit, Behaviour behaviour) {
    behaviours.put(unit, behaviour);
  }

  static String full(String name) {
    return name.matches(".*\\.(service|socket|timer|target|mount|slice|path)")
        ? name
        : name + ".service";
  }

  /// Where a unit's file is; empty when there is none.
  Optional<String> file(String unit) {
    return FOLDERS.stream()
        .map(folder -> folder + "/" + unit)
        .filter(path -> files.isFile(path) || masked(path))
        .findFirst();
  }

  private boolean masked(String path) {
    return files.isLink(path) && files.target(path).equals("/dev/null");
  }

  boolean isMasked(String unit) {
    return masked("/etc/systemd/system/" + unit);
  }

  /// The names of all units that have a file.
  List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    FOLDERS.forEach(folder ->
        files.list(folder).stream()
            .filter(name -> name.matches(".*\\.(service|timer|socket)"))
            .forEach(names::add));
    return List.copyOf(names);
  }

  public State state(String unit) {
    return states.getOrDefault(unit, State.INACTIVE);
  }

  /// Starts a unit.
  ///
  /// @return why it does not; empty when it runs
  public Optional<String> start(String unit) {
    Optional<String> reason = refusal(unit);
    if (reason.isEmpty() && state(unit) != State.ACTIVE) {
      reason = Optional.ofNullable(behaviours.get(unit)).flatMap(Behaviour::start);
    }
    states.put(unit, reason.isPresent() ? State.FAILED : State.ACTIVE);
    return reason;
  }

  private Optional<String> refusal(String unit) {
    Optional<String> file = file(unit);
    if (file.isEmpty()) {
      return Optional.of("Unit " + unit + " not found.");
    }
    if (isMasked(unit)) {
      return Optional.of("Unit " + unit + " is masked.");
    }
    return setting(file.get(), "ExecStart")
        .map(line -> line.replaceFirst("^[-@:+!]+", "").split("\\s+")[0])
        .filter(program -> !files.isExecutable(program))
        .map(program ->
            "Job for %s failed because the control process exited with error code (203/EXEC)."
                .formatted(unit));
  }

  public void stop(String unit) {
    if (state(unit) == State.ACTIVE) {
      Optional.ofNullable(behaviours.get(unit)).ifPresent(Behaviour::stop);
    }
    states.put(unit, State.INACTIVE);
  }

  private Optional<String> setting(String file, String name) {
    return files
        .maybe(file)
        .flatMap(text ->
            text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst());
  }

  /// `enabled`, `disabled`, `static` or `masked`; empty for a unit without a file.
  Optional<String> enablement(String unit) {
    return file(unit)
        .map(file ->
            isMasked(unit)
                ? "masked"
                : wanters(file).isEmpty()
                    ? "static"
                    : wanters(file).stream().allMatch(wanter -> files.there(link(wanter, unit)))
                        ? "enabled"
                        : "disabled");
  }

  private List<String> wanters(String file) {
    List<String> wanters = new ArrayList<>();
    for (String word : setting(file, "WantedBy").orElse("").split("\\s+")) {
      if (!word.isEmpty()) {
        wanters.add(word);
      }
    }
    return wanters;
  }

  private static String link(String wanter, String unit) {
    return "/etc/systemd/system/" + wanter + ".wants/" + unit;
  }

  void enable(String unit) {
    String file = file(unit).orElseThrow();
    for (String wanter : wanters(file)) {
      files.makeDirectories("/etc/systemd/system/" + wanter + ".wants");
      if (!files.there(link(wanter, unit))) {
        files.symlink(file, link(wanter, unit));
      }
    }
  }

  void disable(String unit) {
    for (String folder : files.list("/etc/systemd/system")) {
      String link = "/etc/systemd/system/" + folder + "/" + unit;
      if (folder.endsWith(".wants") && files.there(link)) {
        files.remove(link);
        if (files.list("/etc/systemd/system/" + folder).isEmpty()) {
          files.remove("/etc/systemd/system/" + folder);
        }
      }
    }
  }

  void mask(String unit) {
    files.symlink("/dev/null", "/etc/systemd/system/" + unit);
  }

  void unmask(String unit) {
    if (isMasked(unit)) {
      files.remove("/etc/systemd/system/" + unit);
    }
  }
}
