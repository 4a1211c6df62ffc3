package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
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
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;

/// `hostname`: the machine's own name, now and after a restart. With systemd it is `hostnamectl`'s
/// business, else that of a file; `use` says otherwise. Other systems than Linux are not served.
final class HostnameModule implements Module {
  private static final Probe.Query SYSTEM =
      new Probe.Query(
          Command.shell(
              "for d in /run/systemd/system /dev/.run/systemd /dev/.systemd; do"
                  + " [ -e $d ] && command -v systemctl >/dev/null && echo SYSTEMD && break; done;"
                  + " . /etc/os-release 2>/dev/null; echo \" $ID $ID_LIKE \""));
  private static final Probe.Query FULL = Probe.Query.of("hostname", "-f");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "hostname",
        ArgumentSpec.of(
            Argument.str("name").must(),
            Argument.str("use")
                .choices(
                    "alpine", "debian", "freebsd", "generic", "macos", "macosx", "darwin",
                    "openbsd", "openrc", "redhat", "sles", "solaris", "systemd")));
  }

  /// Where the name that outlives a restart is.
  private enum Way {
    SYSTEMD(""),
    FILE("/etc/hostname"),
    ALPINE("/etc/hostname"),
    SLES("/etc/HOSTNAME"),
    REDHAT("/etc/sysconfig/network"),
    OPENRC("/etc/conf.d/hostname");

    private final String path;

    Way(String path) {
      this.path = path;
    }
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    String name = invocation.arguments().must("name");
    Answers answers = invocation.machine().ask(SYSTEM, FULL);
    Way way = way(invocation, answers.of(SYSTEM).text());
    String full = answers.of(FULL).text().strip();
    DictValue facts = new DictValue();
    facts.put("ansible_hostname", Str.unsafe(name.split("\\.", 2)[0]));
    facts.put("ansible_nodename", Str.unsafe(name));
    facts.put("ansible_fqdn", Str.unsafe(full));
    facts.put(
        "ansible_domain",
        Str.unsafe(full.contains(".") ? full.substring(full.indexOf('.') + 1) : ""));
    Names names = way == Way.SYSTEMD ? systemd(invocation, name) : byFile(invocation, way, name);
    ModuleResult result =
        ModuleResult.changed(names.changed(name)).with("name", name).with("ansible_facts", facts);
    if (!names.changed(name)) {
      return result;
    }
    DictValue diff = new DictValue();
    String before = name.equals(names.current()) ? names.permanent() : names.current();
    diff.put("after", Str.unsafe("hostname = " + name + "\n"));
    diff.put("before", Str.unsafe("hostname = " + before + "\n"));
    return result.with("diff", diff);
  }

  /// What the machine calls itself now, and after a restart.
  private record Names(String current, String permanent) {
    boolean changed(String name) {
      return !name.equals(current) || !name.equals(permanent);
    }
  }

  private static Way way(Invocation invocation, String system) {
    return invocation
        .arguments()
        .text("use")
        .map(use ->
            switch (use) {
              case "alpine" -> Way.ALPINE;
              case "debian", "systemd" -> Way.SYSTEMD;
              case "openrc" -> Way.OPENRC;
              case "redhat" -> Way.REDHAT;
              case "sles" -> Way.SLES;
              default ->
                  throw ModuleFailure.of("hostname module cannot be used with strategy " + use);
            })
        .orElseGet(() -> system.startsWith("SYSTEMD") ? Way.SYSTEMD : byDistribution(system));
  }

  private static Way byDistribution(String system) {
    return system.contains(" alpine ")
        ? Way.ALPINE
        : system.contains(" gentoo ")
            ? Way.OPENRC
            : system.contains(" rhel ") || system.contains(" fedora ") || system.contains(" amzn ")
                ? Way.REDHAT
                : system.contains(" sles ") ? Way.SLES : Way.FILE;
  }

  private static Ran succeeded(Ran ran) {
    if (!ran.ok()) {
      throw ModuleFailure.of(
          "Command failed rc=%d, out=%s, err=%s".formatted(ran.status(), ran.text(), ran.errors()));
    }
    return ran;
  }

  private static Names systemd(Invocation invocation, String name) {
    String program = Tools.of(invocation).must("hostnamectl");
    Probe.Query transients = Probe.Query.of(program, "--transient", "status");
    Probe.Query fixed = Probe.Query.of(program, "--static", "status");
    Answers answers = invocation.machine().ask(transients, fixed);
    Names names =
        new Names(
            succeeded(answers.of(transients)).text().strip(),
            succeeded(answers.of(fixed)).text().strip());
    if (invocation.checkMode() || !names.changed(name)) {
      return names;
    }
    if (name.length() > 64) {
      throw ModuleFailure.of(
          "name cannot be longer than 64 characters on systemd servers, try a shorter name");
    }
    List<Step> steps = new ArrayList<>();
    if (!name.equals(names.permanent())) {
      steps.add(Step.Run.of(program, "--pretty", "--static", "set-hostname", name));
    }
    if (!name.equals(names.current())) {
      steps.add(Step.Run.of(program, "--transient", "set-hostname", name));
    }
    apply(invocation, steps);
    return names;
  }

  private static void apply(Invocation invocation, List<Step> steps) {
    Outcomes outcomes = invocation.machine().apply(steps);
    outcomes.failure().ifPresent(HostnameModule::succeeded);
  }

  /// Without systemd Ansible leaves the running kernel's name alone, but for Alpine.
  private static Names byFile(Invocation invocation, Way way, String name) {
    FileText file = FileText.read(invocation.machine(), way.path);
    String now =
        switch (way) {
          case REDHAT -> value(file, "HOSTNAME=");
          case OPENRC -> value(file, "hostname=").replaceAll("^\"|\"$", "");
          default -> file.text().strip();
        };
    if (invocation.checkMode() || now.equals(name)) {
      return new Names(now, now);
    }
    String text =
        switch (way) {
          case REDHAT -> replaced(file, "HOSTNAME=", "HOSTNAME=" + name);
          case OPENRC -> replaced(file, "hostname=", "hostname=\"" + name + "\"");
          default -> name + "\n";
        };
    List<Step> steps = new ArrayList<>(List.of(file.write(text)));
    if (way == Way.ALPINE) {
      steps.add(Step.Run.of("hostname", "-F", way.path));
    }
    apply(invocation, steps);
    return new Names(now, now);
  }

  private static String value(FileText file, String key) {
    return file.lines().stream()
        .map(String::strip)
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static String replaced(FileText file, String key, String line) {
    List<String> lines = new ArrayList<>(file.lines());
    lines.replaceAll(each -> each.strip().startsWith(key) ? line : each);
    if (!lines.contains(line)) {
      lines.add(line);
    }
    return String.join("\n", lines) + "\n";
  }
}
