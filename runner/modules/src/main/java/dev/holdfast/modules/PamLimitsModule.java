package dev.holdfast.modules;

import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `pam_limits`: a line of `/etc/security/limits.conf`.
final class PamLimitsModule implements Module {
  private static final Set<String> UNLIMITED = Set.of("unlimited", "infinity", "-1");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "pam_limits",
        ArgumentSpec.of(
            Argument.str("domain").must(),
            Argument.str("limit_type").must().choices("soft", "hard", "-"),
            Argument.str("limit_item")
                .must()
                .choices(
                    "core",
                    "data",
                    "fsize",
                    "memlock",
                    "nofile",
                    "rss",
                    "stack",
                    "cpu",
                    "nproc",
                    "as",
                    "maxlogins",
                    "maxsyslogins",
                    "priority",
                    "locks",
                    "sigpending",
                    "msgqueue",
                    "nice",
                    "rtprio",
                    "chroot"),
            Argument.str("value").must(),
            Argument.bool("use_max", false),
            Argument.bool("use_min", false),
            Argument.bool("backup", false),
            Argument.str("dest").or("/etc/security/limits.conf"),
            Argument.str("comment").or("")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String path = arguments.must("dest");
    FileText file = FileText.read(invocation.machine(), path);
    if (arguments.on("use_max") && arguments.on("use_min")) {
      throw ModuleFailure.of("Cannot use use_min and use_max at the same time.");
    }
    valid(arguments.must("limit_item"), arguments.must("value"), "");
    Edit edit = new Edit(arguments, path);
    edit.apply(file);
    String text = String.join("", edit.lines);
    DictValue diff = new DictValue();
    diff.put("before", Str.unsafe(file.shown()));
    diff.put("after", Str.unsafe(TextEdit.shown(text)));
    Optional<String> backup =
        arguments.on("backup")
            ? Optional.of(FileWriter.backupName(invocation, path))
            : Optional.empty();
    if (!invocation.checkMode()) {
      List<Step> steps = new ArrayList<>();
      backup
          .filter(_ -> file.exists())
          .ifPresent(name -> steps.add(new Step.Duplicate(path, name)));
      if (!text.equals(file.text())) {
        steps.add(file.write(text));
      }
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(
                "%s is not writable. Use sudo: %s".formatted(path, ran.errors().strip()));
          });
    }
    return ModuleResult.changed(edit.changed || !file.exists())
        .with("msg", TextEdit.shown(edit.message))
        .with("diff", diff)
        .with("backup_file", backup);
  }

  private static void valid(String item, String value, String prefix) {
    if (item.equals("nice") || item.equals("priority")) {
      if (!value.matches("-?[0-9]{1,2}")
          || Integer.parseInt(value) < -20
          || Integer.parseInt(value) > 19) {
        throw ModuleFailure.of(
            ("%s Value of '%s' for item '%s' is invalid. Value must be a number in the range -20 to"
                    + " 19 inclusive. Refer to the limits.conf(5) manual pages for more details.")
                .formatted(prefix, value, item));
      }
    } else if (!UNLIMITED.contains(value) && !value.matches("[0-9]+")) {
      throw ModuleFailure.of(
          ("%s Value of '%s' for item '%s' is invalid. Value must either be 'unlimited', 'infinity'"
                  + " or -1, all of which indicate no limit, or a limit of 0 or larger. Refer to"
                  + " the limits.conf(5) manual pages for more details.")
              .formatted(prefix, value, item));
    }
  }

  /// What becomes of the lines.
  private static final class Edit {
    private final Parameters arguments;
    private final String path;
    private final List<String> lines = new ArrayList<>();
    private String comment;
    private String message = "";
    private boolean changed;

    Edit(Parameters arguments, String path) {
      this.arguments = arguments;
      this.path = path;
      this.comment = TextEdit.bytes(arguments.must("comment"));
    }

    void apply(FileText file) {
      boolean found = false;
      for (String line : file.wholeLines()) {
        String bare = line.replaceAll("\\s+", " ").strip();
        if (line.startsWith("#") || bare.isEmpty()) {
          lines.add(line);
          continue;
        }
        int sign = line.indexOf('#');
        if (comment.isEmpty()) {
          comment = sign < 0 ? "" : line.substring(sign + 1);
        }
        String[] fields = bare.split("#", 2)[0].stripTrailing().split(" ");
        if (fields.length != 4) {
          lines.add(line);
          continue;
        }
        valid(fields[2], fields[3], "Invalid configuration found in '%s'.".formatted(path));
        if (mine(fields)) {
          found = true;
          replace(line, fields[3]);
        } else {
          lines.add(line);
        }
      }
      if (!found) {
        change(arguments.must("value"));
      }
    }

    private boolean mine(String[] fields) {
      return fields[0].equals(TextEdit.bytes(arguments.must("domain")))
          && fields[1].equals(arguments.must("limit_type"))
          && fields[2].equals(arguments.must("limit_item"));
    }

    private void replace(String line, String now) {
      String value = wanted(now);
      if (value.equals(now)) {
        message = line;
        lines.add(line);
      } else {
        change(value);
      }
    }

    private String wanted(String now) {
      String value = arguments.must("value");
      boolean free = UNLIMITED.contains(value);
      boolean was = UNLIMITED.contains(now);
      if (!arguments.on("use_max") && !arguments.on("use_min")) {
        return value;
      }
      boolean most = arguments.on("use_max");
      if (was || free) {
        return most ? (was ? now : value) : (was && free) || free ? now : value;
      }
      long one = Long.parseLong(value);
      long other = Long.parseLong(now);
      return Long.toString(most ? Math.max(one, other) : Math.min(one, other));
    }

    private void change(String value) {
      comment = comment.isEmpty() ? "" : "\t#" + comment;
      message =
          "%s\t%s\t%s\t%s%s\n"
              .formatted(
                  TextEdit.bytes(arguments.must("domain")),
                  arguments.must("limit_type"),
                  arguments.must("limit_item"),
                  value,
                  comment);
      lines.add(message);
      changed = true;
    }
  }
}
