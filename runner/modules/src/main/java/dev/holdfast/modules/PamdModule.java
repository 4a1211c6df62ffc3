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
import dev.holdfast.engine.module.Rule;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `pamd`: rules of a service of PAM.
final class PamdModule implements Module {
  private static final String[] KINDS = {
    "account", "-account", "auth", "-auth", "password", "-password", "session", "-session"
  };

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "pamd",
        ArgumentSpec.of(
                Argument.str("name").must(),
                Argument.str("type").must().choices(KINDS),
                Argument.str("control").must(),
                Argument.str("module_path").must(),
                Argument.str("new_type").choices(KINDS),
                Argument.str("new_control"),
                Argument.str("new_module_path"),
                Argument.list("module_arguments"),
                Argument.str("state")
                    .or("updated")
                    .choices("absent", "after", "args_absent", "args_present", "before", "updated"),
                Argument.path("path").or("/etc/pam.d"),
                Argument.bool("backup", false))
            .with(
                Rule.when("state", "args_present", "module_arguments"),
                Rule.when("state", "args_absent", "module_arguments"),
                Rule.when("state", "before", "new_control", "new_type", "new_module_path"),
                Rule.when("state", "after", "new_control", "new_type", "new_module_path")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String path = arguments.must("path") + "/" + arguments.must("name");
    FileText file = FileText.read(invocation.machine(), path);
    if (!file.exists()) {
      throw ModuleFailure.of(
          "Unable to open/read PAM module file %1$s with error [Errno 2] No such file or directory: '%1$s'."
              .formatted(path));
    }
    PamdService service = PamdService.parse(file.text());
    int changes = service.apply(arguments);
    service
        .problem()
        .ifPresent(text -> {
          throw ModuleFailure.of(text);
        });
    Optional<String> backup = Optional.empty();
    if (changes > 0 && !invocation.checkMode()) {
      List<Step> steps = new ArrayList<>();
      if (arguments.on("backup")) {
        backup = Optional.of(FileWriter.backupName(invocation, path));
        steps.add(new Step.Duplicate(path, backup.get()));
      }
      String now =
          LocalDateTime.ofInstant(
                  invocation.context().clock().instant(), invocation.context().clock().getZone())
              .toString();
      steps.add(file.write(service.text("# Updated by Ansible - " + now)));
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors().strip());
          });
    }
    return ModuleResult.changed(changes > 0)
        .with("change_count", changes)
        .with("backupdest", backup.orElse(""));
  }
}
