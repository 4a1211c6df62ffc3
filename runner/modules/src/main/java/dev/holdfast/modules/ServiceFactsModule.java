package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `service_facts`: the services of systemd, OpenRC and the scripts of SysV, all asked at once. The
/// states of units that are not loaded come with them, not one by one.
final class ServiceFactsModule implements Module {
  private static final Set<String> BAD = Set.of("not-found", "masked", "failed");
  private static final Pattern SYSV =
      Pattern.compile("^\\s*\\[ ([+-]) ]\\s+(.+)$", Pattern.MULTILINE);

  private static final Probe.Query SCRIPTS =
      query(
          "command -v service >/dev/null && ! command -v chkconfig >/dev/null"
              + " && ! command -v rc-status >/dev/null && service --status-all 2>/dev/null");
  private static final Probe.Query OPENRC =
      query("rc-status -a -s -m 2>&1 | grep '^ ' | tr -d '[]'");
  private static final Probe.Query LEVELS = query("rc-update show -v 2>&1 | grep '|'");
  private static final Probe.Query UNITS =
      query("grep -q systemd /proc/1/comm && systemctl list-units --no-pager --type service --all");
  private static final Probe.Query FILES =
      query(
          "grep -q systemd /proc/1/comm"
              + " && systemctl list-unit-files --no-pager --type service --all");

  private static Probe.Query query(String text) {
    return new Probe.Query(Command.shell(text).with("LANG", "C").with("LC_ALL", "C"));
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin("service_facts", ArgumentSpec.NONE);
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Answers answers = invocation.machine().ask(SCRIPTS, OPENRC, LEVELS, UNITS, FILES);
    DictValue services = new DictValue();
    scripts(answers.of(SCRIPTS).text(), services);
    openRc(answers.of(OPENRC).text(), answers.of(LEVELS).text(), services);
    units(answers.of(UNITS).text(), services);
    files(invocation, answers.of(FILES).text(), services);
    if (services.isEmpty()) {
      return ModuleResult.changed(false)
          .with("skipped", true)
          .with(
              "msg",
              "Failed to find any services. This can be due to privileges or some other"
                  + " configuration issue.");
    }
    DictValue facts = new DictValue();
    facts.put("services", services);
    return ModuleResult.changed(false).with("ansible_facts", facts);
  }

  private static void put(
      DictValue services, String name, String state, Optional<String> status, String source) {
    DictValue service = new DictValue();
    service.put("name", Str.unsafe(name));
    service.put("state", Str.unsafe(state));
    status.ifPresent(text -> service.put("status", Str.unsafe(text)));
    service.put("source", Str.unsafe(source));
    services.put(name, service);
  }

  private static void scripts(String text, DictValue services) {
    Matcher matcher = SYSV.matcher(text);
    while (matcher.find()) {
      put(
          services,
          matcher.group(2),
          matcher.group(1).equals("+") ? "running" : "stopped",
          Optional.empty(),
          "sysv");
    }
  }

  private static void openRc(String text, String levels, DictValue services) {
    DictValue runlevels = new DictValue();
    levels
        .lines()
        .map(line -> line.split("\\|"))
        .filter(row -> row.length > 1)
        .forEach(row -> {
          String names = row[1].strip();
          runlevels.put(
              row[0].strip(),
              names.isEmpty()
                  ? None.NONE
                  : new ListValue(List.of(names.split("\\s+")).stream().map(Str::unsafe).toList()));
        });
    text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row.length > 1)
        .forEach(row -> {
          put(services, row[0], row[1], Optional.empty(), "openrc");
          ((DictValue) services.get(row[0]).orElseThrow())
              .put("runlevels", runlevels.get(row[0]).orElse(None.NONE));
        });
  }

  private static void units(String text, DictValue services) {
    text.lines()
        .filter(line -> line.contains(".service"))
        .map(line -> new ArrayList<>(List.of(line.strip().split("\\s+"))))
        .forEach(fields -> {
          Optional<String> bad = BAD.stream().filter(fields::contains).findFirst();
          if (bad.isPresent()) {
            fields.removeFirst();
          }
          if (fields.size() > 3) {
            put(
                services,
                fields.get(0),
                fields.get(3).equals("running") ? "running" : "stopped",
                Optional.of(bad.orElse(fields.get(2))),
                "systemd");
          }
        });
  }

  private static void files(Invocation invocation, String text, DictValue services) {
    List<String[]> rows =
        text.lines()
            .filter(line -> line.contains(".service"))
            .map(line -> line.strip().split("\\s+"))
            .filter(row -> row.length > 1)
            .toList();
    List<String> unknown =
        rows.stream().map(row -> row[0]).filter(name -> services.get(name).isEmpty()).toList();
    List<String> states = states(invocation, unknown);
    for (int i = 0; i < unknown.size(); i++) {
      put(
          services,
          unknown.get(i),
          i < states.size() ? states.get(i) : "unknown",
          Optional.of(""),
          "systemd");
    }
    for (String[] row : rows) {
      DictValue service = (DictValue) services.get(row[0]).orElseThrow();
      String status = service.get("status").map(dev.holdfast.language.value.Text::str).orElse("");
      if (unknown.contains(row[0]) || !BAD.contains(status)) {
        service.put("status", Str.unsafe(row[1]));
      }
    }
  }

  private static List<String> states(Invocation invocation, List<String> units) {
    if (units.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("systemctl", "show", "--property=ActiveState"));
    words.addAll(units);
    Probe.Query query = new Probe.Query(Command.of(words).with("LC_ALL", "C"));
    return invocation
        .machine()
        .ask(query)
        .of(query)
        .text()
        .lines()
        .filter(line -> line.startsWith("ActiveState="))
        .map(line -> line.substring("ActiveState=".length()))
        .toList();
  }
}
