package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.ListValue;
import java.util.List;

/// `dnf`, `dnf5` and `yum`: packages of distributions that use RPM, through the command of the
/// machine. What is installed already is seen in the RPM database without starting it, and what
/// changed is the difference that it left there.
final class DnfModule implements Module {
  private static final ArgumentSpec ARGUMENTS =
      ArgumentSpec.of(
              Argument.bool("allow_downgrade", false),
              Argument.bool("autoremove", false),
              Argument.bool("bugfix", false),
              Argument.bool("cacheonly", false),
              Argument.str("conf_file"),
              Argument.str("disable_excludes"),
              Argument.bool("disable_gpg_check", false),
              Argument.list("disable_plugin").or(new ListValue()),
              Argument.list("disablerepo").or(new ListValue()),
              Argument.bool("download_only", false),
              Argument.str("download_dir"),
              Argument.list("enable_plugin").or(new ListValue()),
              Argument.list("enablerepo").or(new ListValue()),
              Argument.list("exclude").or(new ListValue()),
              Argument.str("installroot").or("/"),
              Argument.bool("install_repoquery", true),
              Argument.bool("install_weak_deps", true),
              Argument.str("list"),
              Argument.list("name").aliases("pkg").or(new ListValue()),
              Argument.str("releasever"),
              Argument.bool("security", false),
              Argument.bool("skip_broken", false),
              Argument.str("state").choices("absent", "installed", "latest", "present", "removed"),
              Argument.bool("update_cache", false).aliases("expire-cache"),
              Argument.bool("update_only", false),
              Argument.bool("validate_certs", true),
              Argument.bool("sslverify", true),
              Argument.integer("lock_timeout").or(30),
              Argument.bool("allowerasing", false),
              Argument.bool("nobest", false))
          .with(Rule.oneOf("name", "list", "update_cache"), Rule.exclusive("name", "list"));

  private final String name;
  private final List<String> programs;

  /// @param programs of which the first that the machine has is used
  DnfModule(String name, String... programs) {
    this.name = name;
    this.programs = List.of(programs);
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        name,
        name.equals("yum")
            ? ARGUMENTS.with(
                Argument.str("use_backend").or("auto").choices("auto", "yum", "yum4", "dnf"))
            : ARGUMENTS);
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new DnfWork(invocation, programs).run();
  }
}
