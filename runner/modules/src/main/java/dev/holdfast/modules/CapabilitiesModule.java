package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `capabilities`: what a program may do without being root's. Needs `getcap` and `setcap`.
final class CapabilitiesModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "capabilities",
        ArgumentSpec.of(
            Argument.str("path").must().aliases("key"),
            Argument.str("capability").must().aliases("cap"),
            Argument.str("state").or("present").choices("absent", "present")));
  }

  /// A capability with its sign and flags, such as `cap_net_raw`, `+ep`.
  private record Capability(String name, String flags) {
    static Capability parse(String text, boolean whole) {
      int at = 0;
      while (at < text.length() && "=-+".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == text.length() && whole) {
        throw ModuleFailure.of("Couldn't find operator (one of: ('=', '-', '+'))");
      }
      return new Capability(text.substring(0, at), text.substring(at));
    }
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Tools tools = Tools.of(invocation);
    String path = arguments.must("path").strip();
    boolean present = arguments.must("state").equals("present");
    String getcap = tools.must("getcap");
    String setcap = tools.must("setcap");
    Capability wanted =
        Capability.parse(arguments.must("capability").strip().toLowerCase(Locale.ROOT), present);
    List<Capability> now = now(tools, getcap, path);
    boolean there =
        present
            ? now.contains(wanted)
            : now.stream().noneMatch(each -> each.name().equals(wanted.name()));
    if (there) {
      return ModuleResult.changed(false).with("state", arguments.must("state"));
    }
    ModuleResult result = ModuleResult.changed(true).with("msg", "capabilities changed");
    if (invocation.checkMode()) {
      return result;
    }
    List<Capability> next = new ArrayList<>(now);
    next.removeIf(each -> each.name().equals(wanted.name()));
    if (present) {
      next.add(wanted);
    }
    String text =
        next.stream().map(each -> each.name() + each.flags()).collect(Collectors.joining(" "));
    Ran ran = tools.run(setcap, text, path);
    if (!ran.ok()) {
      throw ModuleFailure.of("Unable to set capabilities of " + path)
          .with("stdout", ran.text())
          .with("stderr", ran.errors());
    }
    return result.with("state", arguments.must("state")).with("stdout", ran.text());
  }

  /// Old versions print `path = a+ep`, new ones `path a=ep`.
  private static List<Capability> now(Tools tools, String getcap, String path) {
    Ran ran = tools.run(getcap, "-v", path);
    if (!ran.ok() || !ran.errors().isEmpty()) {
      throw ModuleFailure.of("Unable to get capabilities of " + path)
          .with("stdout", ran.text().strip())
          .with("stderr", ran.errors());
    }
    String text = ran.text().strip();
    if (text.equals(path)) {
      return List.of();
    }
    String rest =
        text.contains(" =")
            ? text.substring(text.indexOf(" =") + 2)
            : text.substring(path.length());
    List<Capability> all = new ArrayList<>();
    for (String words : rest.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
      List<String> names = Arrays.asList(words.split(","));
      Capability last = Capability.parse(names.getLast(), true);
      names
          .subList(0, names.size() - 1)
          .forEach(name -> all.add(new Capability(name, last.flags())));
      all.add(last);
    }
    return all;
  }
}
