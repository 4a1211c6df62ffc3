package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Program;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `systemctl` of one machine.
record Systemctl(Units units) implements Program {
  @Override
  public Ran run(Call call) {
    List<String> operands = call.operands();
    if (operands.isEmpty()) {
      return Ends.notSimulated("systemctl without a command");
    }
    List<String> names =
        operands.subList(1, operands.size()).stream()
            .filter(name -> !name.isEmpty() && !name.equals("service"))
            .map(Units::full)
            .toList();
    boolean changes =
        List.of(
                "start",
                "stop",
                "restart",
                "reload",
                "try-restart",
                "reload-or-restart",
                "enable",
                "disable",
                "mask",
                "unmask",
                "daemon-reload",
                "daemon-reexec")
            .contains(operands.getFirst());
    if (changes && !call.who().isRoot()) {
      return Ends.failed(1, "Interactive authentication required.\n");
    }
    return switch (operands.getFirst()) {
      case "daemon-reload", "daemon-reexec" -> Ends.ok();
      case "show" -> show(call, names);
      case "is-enabled" -> tell(names, this::enabled, "enabled");
      case "is-active" -> tell(names, name -> units.state(name).active(), "active");
      case "start" -> each(names, units::start);
      case "restart", "reload-or-restart" -> each(names, this::restart);
      case "reload" -> each(names, this::reload);
      case "try-restart" -> each(names, name -> running(name) ? restart(name) : Optional.empty());
      case "stop" -> each(names, this::stop);
      case "enable" -> enable(call, names);
      case "disable" -> disable(call, names);
      case "mask" -> each(names, done(units::mask));
      case "unmask" -> each(names, done(units::unmask));
      case "list-units" -> Ends.ok(listUnits());
      case "list-unit-files" -> Ends.ok(listFiles());
      default -> Ends.notSimulated("systemctl " + operands.getFirst());
    };
  }

  private boolean running(String name) {
    return units.state(name) == Units.State.ACTIVE;
  }

  private static Function<String, Optional<String>> done(java.util.function.Consumer<String> work) {
    return name -> {
      work.accept(name);
      return Optional.empty();
    };
  }

  private Ran each(List<String> names, Function<String, Optional<String>> work) {
    StringBuilder errors = new StringBuilder();
    for (String name : names) {
      work.apply(name).ifPresent(why -> errors.append(why).append('\n'));
    }
    return Ends.of(errors.isEmpty() ? 0 : 1, "", errors.toString());
  }

  private Optional<String> restart(String name) {
    units.stop(name);
    return units.start(name);
  }

  private Optional<String> reload(String name) {
    return running(name)
        ? Optional.empty()
        : Optional.of("Unit %s is not active, cannot reload.".formatted(name));
  }

  private Optional<String> stop(String name) {
    if (units.file(name).isEmpty() && !running(name)) {
      return Optional.of("Failed to stop %s: Unit %s not loaded.".formatted(name, name));
    }
    units.stop(name);
    return Optional.empty();
  }

  private String enabled(String name) {
    return units.enablement(name).orElse("not-found");
  }

  private static Ran tell(List<String> names, Function<String, String> what, String good) {
    List<String> all = names.stream().map(what).toList();
    String out = all.stream().map(text -> text + "\n").collect(Collectors.joining());
    int missing = good.equals("active") ? 3 : all.contains("not-found") ? 4 : 1;
    boolean well = all.stream().allMatch(text -> text.equals(good) || text.equals("static"));
    return Ends.of(well ? 0 : missing, out, "");
  }

  private Ran enable(Call call, List<String> names) {
    for (String name : names) {
      if (units.file(name).isEmpty()) {
        return Ends.failed(
            1, "Failed to enable unit: Unit file %s does not exist.\n".formatted(name));
      }
      units.enable(name);
    }
    return call.has("--now") ? each(names, units::start) : Ends.ok();
  }

  private Ran disable(Call call, List<String> names) {
    names.forEach(units::disable);
    return call.has("--now") ? each(names, this::stop) : Ends.ok();
  }

  private Ran show(Call call, List<String> names) {
    Optional<String> property = call.option("--property");
    String all =
        names.stream()
            .map(this::properties)
            .map(text ->
                property
                    .map(name ->
                        text.lines()
                            .filter(line -> line.startsWith(name + "="))
                            .collect(Collectors.joining("\n", "", "\n")))
                    .orElse(text))
            .collect(Collectors.joining("\n"));
    return Ends.ok(all);
  }

  private String properties(String name) {
    Units.State state = units.state(name);
    Optional<String> file = units.file(name);
    String load = file.isEmpty() ? "not-found" : units.isMasked(name) ? "masked" : "loaded";
    return """
    Id=%s
    Names=%s
    LoadState=%s
    ActiveState=%s
    SubState=%s
    FragmentPath=%s
    UnitFileState=%s
    NeedDaemonReload=no
    """
        .formatted(
            name,
            name,
            load,
            state.active(),
            state.sub(),
            file.orElse(""),
            file.isEmpty() ? "" : enabled(name));
  }

  private String listUnits() {
    return units.names().stream()
        .filter(name -> name.endsWith(".service"))
        .map(name ->
            "%s%s loaded %s %s %s\n"
                .formatted(
                    units.state(name) == Units.State.FAILED ? "* " : "  ",
                    name,
                    units.state(name).active(),
                    units.state(name).sub(),
                    name))
        .collect(Collectors.joining());
  }

  private String listFiles() {
    return units.names().stream()
        .filter(name -> name.endsWith(".service"))
        .map(name -> "%s %s enabled\n".formatted(name, enabled(name)))
        .collect(Collectors.joining());
  }
}
