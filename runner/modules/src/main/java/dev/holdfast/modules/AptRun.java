package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Runs the commands of `apt` that change packages.
final class AptRun {
  /// Keeps services from being started while a command runs, whatever becomes of the command.
  private static final String GUARDED =
      """
      p=/usr/sbin/policy-rc.d; d=
      if [ -e $p ]; then d=$(mktemp -d) && mv $p "$d/policy-rc.d" || { echo "Fail to move $p" >&2; exit 1; }; fi
      printf '#!/bin/sh\\nexit %s\\n' "$1" >$p && chmod 0755 $p
      shift; "$@"; e=$?
      if [ -n "$d" ]; then mv "$d/policy-rc.d" $p && rmdir "$d"; else rm -f $p; fi
      exit $e\
      """;

  private final Invocation invocation;
  private final Parameters arguments;

  AptRun(Invocation invocation) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
  }

  /// The options that dpkg gets through apt-get.
  static String dpkgOptions(Parameters arguments) {
    return Arrays.stream(arguments.must("dpkg_options").split(",", -1))
        .map(option -> "-o \"Dpkg::Options::=--%s\"".formatted(option))
        .collect(Collectors.joining(" "));
  }

  /// An option where a flag is set; its place stays empty otherwise, as in Ansible's messages.
  String when(String flag, String option) {
    return arguments.on(flag) ? option : "";
  }

  String simulated() {
    return invocation.checkMode() ? "--simulate" : "";
  }

  /// Runs a command line; what holds dpkg's lock is waited for.
  Ran run(String line) {
    List<String> words = new ArrayList<>(Words.split(line));
    if (words.getFirst().endsWith("apt-get")) {
      words.addAll(1, List.of("-o", "DPkg::Lock::Timeout=" + arguments.must("lock_timeout")));
    }
    arguments
        .text("policy_rc_d")
        .ifPresent(code -> words.addAll(0, List.of("/bin/sh", "-c", GUARDED, "sh", code)));
    return invocation
        .machine()
        .apply(Step.Run.any(Command.of(words).with(AptCache.ENVIRONMENT)))
        .first();
  }

  ModuleResult result(boolean changed, Ran ran) {
    return ModuleResult.changed(changed)
        .with("stdout", ran.text())
        .with("stderr", ran.errors())
        .with("diff", diff(ran.text()));
  }

  /// What apt-get says that it is going to do.
  DictValue diff(String output) {
    DictValue diff = new DictValue();
    if (invocation.diffMode()) {
      diff.put("prepared", Str.unsafe(prepared(output)));
    }
    return diff;
  }

  static String prepared(String output) {
    List<String> lines = Lines.of(output);
    int aptitude = lines.indexOf("Resolving dependencies...");
    int from = (aptitude >= 0 ? aptitude : lines.indexOf("Reading state information...")) + 1;
    int end = 0;
    while (end < lines.size() && !lines.get(end).matches("[0-9]+ (packages )?upgraded.*")) {
      end++;
    }
    return String.join("\n", lines.subList(from, Math.max(from, Math.min(end + 1, lines.size()))));
  }
}
