package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
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

/// `acl`: access control lists of a path. Needs `getfacl` and `setfacl`.
final class AclModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "acl",
        ArgumentSpec.of(
            Argument.path("path").must().aliases("name"),
            Argument.str("entry"),
            Argument.str("entity").or(""),
            Argument.str("etype").choices("group", "mask", "other", "user"),
            Argument.str("permissions"),
            Argument.str("state").or("query").choices("absent", "present", "query"),
            Argument.bool("follow", true),
            Argument.bool("default", false),
            Argument.bool("recursive", false).aliases("recurse"),
            Argument.str("recalculate_mask").or("default").choices("default", "mask", "no_mask"),
            Argument.bool("use_nfsv4_acls", false)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// An entry, and whether it is one that new files inherit.
  private record Entry(boolean inherited, String type, String entity, String permissions) {
    static Entry parse(String text) {
      List<String> parts = new ArrayList<>(Arrays.asList(text.split(":", -1)));
      boolean inherited = text.toLowerCase(Locale.ROOT).startsWith("d");
      if (inherited) {
        parts.removeFirst();
      }
      String kind = parts.getFirst().toLowerCase(Locale.ROOT);
      String type =
          kind.startsWith("u")
              ? "user"
              : kind.startsWith("g") ? "group" : kind.startsWith("m") ? "mask" : "other";
      return new Entry(inherited, type, parts.get(1), parts.size() > 2 ? parts.get(2) : "");
    }

    String text(boolean whole) {
      return type + ":" + entity + (whole && !permissions.isEmpty() ? ":" + permissions : "");
    }
  }

  /// One path.
  private record Work(Invocation invocation) {
    private Parameters arguments() {
      return invocation.arguments();
    }

    private boolean given(String name) {
      return arguments().text(name).filter(text -> !text.isEmpty()).isPresent();
    }

    ModuleResult run() {
      String path = arguments().must("path");
      Probe.Exists there = new Probe.Exists(path);
      if (!invocation.machine().ask(there).exists(there)) {
        throw ModuleFailure.of("Path not found or not accessible.");
      }
      String state = arguments().must("state");
      refuse(state);
      Entry entry =
          given("entry")
              ? Entry.parse(arguments().must("entry"))
              : new Entry(
                  false,
                  arguments().text("etype").orElse(""),
                  arguments().must("entity"),
                  arguments().text("permissions").orElse(""));
      boolean inherited = arguments().on("default") || entry.inherited();
      boolean changed = false;
      String message = "current acl";
      if (!state.equals("query")) {
        boolean present = state.equals("present");
        String text = entry.text(present);
        List<String> line = line(present ? "-m" : "-x", text, inherited);
        changed = changes(line);
        if (changed && !invocation.checkMode()) {
          Ran ran = Tools.of(invocation).run(line);
          if (present) {
            Tools.of(invocation).checked(line, ran);
          }
        }
        message = "%s is %s".formatted(text, state);
      }
      List<String> get = line("", "", inherited);
      return ModuleResult.changed(changed)
          .with("msg", message)
          .with("acl", lines(Tools.of(invocation).checked(get)));
    }

    private void refuse(String state) {
      if (state.equals("query")) {
        check(arguments().on("recursive"), "'recursive' MUST NOT be set when 'state=query'.");
        check(
            !arguments().must("recalculate_mask").equals("default"),
            "'recalculate_mask' MUST NOT be set to 'mask' or 'no_mask' when 'state=query'.");
      }
      if (!given("entry")) {
        boolean absent = state.equals("absent");
        check(absent && given("permissions"), "'permissions' MUST NOT be set when 'state=absent'.");
        check(absent && !given("entity"), "'entity' MUST be set when 'state=absent'.");
        check(
            !state.equals("query") && !given("etype"),
            "'etype' MUST be set when 'state=%s'.".formatted(state));
        return;
      }
      long signs = arguments().must("entry").chars().filter(letter -> letter == ':').count();
      check(
          given("etype") || given("entity") || given("permissions"),
          "'entry' MUST NOT be set when 'entity', 'etype' or 'permissions' are set.");
      check(
          state.equals("present") && signs != 2 && signs != 3,
          "'entry' MUST have 3 or 4 sections divided by ':' when 'state=present'.");
      check(
          state.equals("absent") && signs != 1 && signs != 2,
          "'entry' MUST have 2 or 3 sections divided by ':' when 'state=absent'.");
      check(state.equals("query"), "'entry' MUST NOT be set when 'state=query'.");
    }

    private static void check(boolean wrong, String message) {
      if (wrong) {
        throw ModuleFailure.of(message);
      }
    }

    private List<String> line(String action, String entry, boolean inherited) {
      boolean get = action.isEmpty();
      List<String> words = new ArrayList<>();
      words.add(Tools.of(invocation).must(get ? "getfacl" : "setfacl"));
      if (inherited) {
        words.add("-d");
      }
      words.addAll(get ? List.of("--omit-header", "--absolute-names") : List.of(action, entry));
      if (arguments().on("recursive")) {
        words.add("--recursive");
      }
      String mask = arguments().must("recalculate_mask");
      if (!get && !mask.equals("default")) {
        words.add(mask.equals("mask") ? "--mask" : "--no-mask");
      }
      if (!arguments().on("follow")) {
        words.add("--physical");
      }
      words.add(arguments().must("path"));
      return words;
    }

    private boolean changes(List<String> line) {
      List<String> test = new ArrayList<>(line);
      test.add(1, "--test");
      return lines(Tools.of(invocation).checked(test)).stream()
          .anyMatch(each -> !each.endsWith("*,*"));
    }

    private static List<String> lines(Ran ran) {
      List<String> lines =
          new ArrayList<>(
              ran.text().lines().filter(line -> !line.startsWith("#")).map(String::strip).toList());
      if (!lines.isEmpty() && lines.getLast().isEmpty()) {
        lines.removeLast();
      }
      return lines;
    }
  }
}
