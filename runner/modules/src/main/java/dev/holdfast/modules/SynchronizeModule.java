package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.List;

/// `synchronize`: rsync between this machine, or the one that the task is delegated to, and the
/// task's host. Both ends need rsync.
final class SynchronizeModule implements Module {
  private static final String MARKER = "<<CHANGED>>";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "synchronize",
        ArgumentSpec.of(
            Argument.str("src"),
            Argument.str("dest"),
            Argument.integer("dest_port"),
            Argument.bool("delete", false),
            Argument.path("private_key"),
            Argument.str("rsync_path"),
            Argument.bool("archive", true),
            Argument.bool("checksum", false),
            Argument.bool("compress", true),
            Argument.bool("existing_only", false),
            Argument.bool("dirs", false),
            Argument.bool("recursive"),
            Argument.bool("links"),
            Argument.bool("copy_links", false),
            Argument.bool("perms"),
            Argument.bool("times"),
            Argument.bool("owner"),
            Argument.bool("group"),
            Argument.bool("set_remote_user", true),
            Argument.integer("rsync_timeout").or(0),
            Argument.list("rsync_opts").or(new ListValue()),
            Argument.str("ssh_args"),
            Argument.bool("use_ssh_args", false),
            Argument.bool("ssh_connection_multiplexing", false),
            Argument.bool("partial", false),
            Argument.bool("verify_host", false),
            Argument.bool("delay_updates", true),
            Argument.str("mode").or("push").choices("pull", "push"),
            Argument.list("link_dest")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    if (!invocation.arguments().has("src") || !invocation.arguments().has("dest")) {
      throw ModuleFailure.of("synchronize requires both src and dest parameters are set");
    }
    RsyncRoute route = RsyncRoute.of(invocation);
    RsyncCommand command = new RsyncCommand(invocation, route);
    List<String> words = command.words();
    String line = String.join(" ", words);
    RsyncRoute.Ran ran = route.run(Words.split(line), command.remoteShell());
    if (ran.status() != 0) {
      throw ModuleFailure.of(ran.errors()).with("rc", Int.of(ran.status())).with("cmd", line);
    }
    return result(invocation, command, line, ran.output());
  }

  private static ModuleResult result(
      Invocation invocation, RsyncCommand command, String line, String output) {
    boolean links = invocation.arguments().has("link_dest");
    // Where files may be links, all that is there is listed, and a leading period is no change.
    boolean changed = links ? !output.contains(MARKER + ".") : output.contains(MARKER);
    String clean = output.replace(MARKER, "");
    ModuleResult result =
        ModuleResult.changed(changed)
            .with("msg", clean)
            .with("rc", 0)
            .with("cmd", line)
            .with(
                "stdout_lines",
                List.of(clean.split("\n")).stream().filter(text -> !text.isEmpty()).toList())
            .warning(command.warnings());
    if (!invocation.diffMode()) {
      return result;
    }
    DictValue diff = new DictValue();
    diff.put("prepared", Str.unsafe(clean));
    return result.with("diff", diff);
  }

  static String marked() {
    return "--out-format=" + RsyncCommand.quote(MARKER + "%i %n%L");
  }
}
