package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `timezone`: where the machine's clock says it is. `timedatectl` does it where it works; else
/// `/etc/localtime` becomes a link and the distribution's own file says the name. The hardware
/// clock (`hwclock`) is set through `timedatectl` only.
final class TimezoneModule implements Module {
  private static final Pattern NAME =
      Pattern.compile("^\\s*Time ?zone\\s*:\\s*(\\S+)", Pattern.MULTILINE);
  private static final Pattern CLOCK =
      Pattern.compile("^\\s*RTC in local TZ\\s*:\\s*(\\S+)", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("/(?:usr/share|etc)/zoneinfo/(.*)");
  private static final Probe.Query STATUS = Probe.Query.of("timedatectl", "status");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "timezone",
        ArgumentSpec.of(
                Argument.str("hwclock").choices("local", "UTC").aliases("rtc"),
                Argument.str("name"))
            .with(Rule.oneOf("hwclock", "name")));
  }

  /// Zone and hardware clock, as far as they are asked for.
  private record Setting(Optional<String> name, Optional<String> clock) {
    DictValue dict() {
      DictValue dict = new DictValue();
      name.ifPresent(text -> dict.put("name", Str.unsafe(text)));
      clock.ifPresent(text -> dict.put("hwclock", Str.unsafe(text)));
      return dict;
    }
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Setting wanted = new Setting(arguments.text("name"), arguments.text("hwclock"));
    List<Probe> probes = new ArrayList<>(List.of(STATUS, Probe.Stat.of("/etc/localtime")));
    Optional<Probe.Stat> zone =
        wanted.name().map(name -> Probe.Stat.of("/usr/share/zoneinfo/" + name).following(true));
    zone.ifPresent(probes::add);
    Answers answers = invocation.machine().ask(probes);
    zone.filter(probe -> answers.stat(probe).filter(found -> found.isFile()).isEmpty())
        .ifPresent(_ -> {
          throw ModuleFailure.of(
              "Error message:\ngiven timezone \"%s\" is not available"
                  .formatted(wanted.name().orElse("")));
        });
    boolean systemd = answers.of(STATUS).ok();
    if (!systemd && wanted.clock().isPresent()) {
      throw ModuleFailure.of("timezone needs a working timedatectl on the machine to set hwclock");
    }
    Setting before = systemd ? read(answers.of(STATUS), wanted) : linked(answers);
    boolean changed = !before.equals(wanted);
    DictValue diff = new DictValue();
    diff.put("before", before.dict());
    diff.put("after", wanted.dict());
    ModuleResult result = ModuleResult.changed(changed).with("diff", diff);
    if (!changed || invocation.checkMode()) {
      return result;
    }
    if (!systemd) {
      link(invocation, wanted.name().orElse(""));
      return result;
    }
    List<String> told = command(invocation, before, wanted);
    Setting after = read(invocation.machine().ask(STATUS).of(STATUS), wanted);
    if (!after.equals(wanted)) {
      throw ModuleFailure.of(
          "Error message:\nstill not desired state, though changes have made - planned: %s, after: %s\nOther message(s):\n%s"
              .formatted(
                  Text.repr(wanted.dict()), Text.repr(after.dict()), String.join("\n", told)));
    }
    return result.with("msg", String.join("\n", told));
  }

  private static Setting read(Ran status, Setting wanted) {
    return new Setting(
        wanted.name().map(_ -> group(NAME, status.text())),
        wanted.clock().map(_ -> group(CLOCK, status.text()).equals("yes") ? "local" : "UTC"));
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "n/a";
  }

  private static Setting linked(Answers answers) {
    String target =
        answers
            .stat(Probe.Stat.of("/etc/localtime"))
            .flatMap(status -> status.link())
            .map(link -> link.target())
            .orElse("");
    Matcher matcher = LINK.matcher(target);
    return new Setting(Optional.of(matcher.find() ? matcher.group(1) : "n/a"), Optional.empty());
  }

  private static List<String> command(Invocation invocation, Setting before, Setting wanted) {
    Tools tools = Tools.of(invocation);
    String program = tools.must("timedatectl");
    List<List<String>> lines = new ArrayList<>();
    wanted
        .clock()
        .filter(_ -> !wanted.clock().equals(before.clock()))
        .ifPresent(clock ->
            lines.add(List.of(program, "set-local-rtc", clock.equals("local") ? "yes" : "no")));
    wanted
        .name()
        .filter(_ -> !wanted.name().equals(before.name()))
        .ifPresent(name -> lines.add(List.of(program, "set-timezone", name)));
    lines.forEach(tools::checked);
    return lines.stream().map(line -> "executed `" + String.join(" ", line) + "`").toList();
  }

  /// The names of files that say the zone beside the link, on distributions that have them.
  private static void link(Invocation invocation, String name) {
    Tools tools = Tools.of(invocation);
    List<FileText> files =
        FileText.readAll(invocation.machine(), "/etc/timezone", "/etc/sysconfig/clock");
    boolean debian = tools.find("dpkg-reconfigure").isPresent();
    List<Step> steps = new ArrayList<>();
    if (debian || files.getFirst().exists()) {
      steps.add(files.getFirst().write(name + "\n"));
    }
    if (files.getLast().exists()) {
      List<String> lines = new ArrayList<>(files.getLast().lines());
      lines.replaceAll(line ->
          line.matches("(?:TIME)?ZONE\\s*=.*")
              ? line.replaceFirst("=.*", "=\"" + Matcher.quoteReplacement(name) + "\"")
              : line);
      steps.add(files.getLast().write(String.join("\n", lines) + "\n"));
    }
    steps.add(new Step.Link("/usr/share/zoneinfo/" + name, "/etc/localtime", true));
    if (debian) {
      steps.add(Step.Run.of("dpkg-reconfigure", "--frontend", "noninteractive", "tzdata"));
    }
    invocation
        .machine()
        .apply(steps)
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(ran.errors().strip());
        });
  }
}
