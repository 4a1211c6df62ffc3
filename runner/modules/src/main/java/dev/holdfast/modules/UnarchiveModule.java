package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
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
import dev.holdfast.language.value.ListValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `unarchive`: what is in a tar or zip file, in a directory of the machine. Tar files need GNU tar
/// there, zip files `unzip` with its `zipinfo`, as Ansible's module does.
final class UnarchiveModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "unarchive",
        ArgumentSpec.of(
                Argument.path("src").must(),
                Argument.path("dest").must(),
                Argument.bool("remote_src", false),
                Argument.path("creates"),
                Argument.bool("list_files", false),
                Argument.bool("keep_newer", false),
                Argument.list("exclude").or(new ListValue()),
                Argument.list("include").or(new ListValue()),
                Argument.list("extra_opts").or(new ListValue()),
                Argument.bool("validate_certs", true),
                Argument.integer("io_buffer_size").or(65536),
                Argument.bool("copy"),
                Argument.bool("decrypt", true))
            .with(Rule.exclusive("include", "exclude"))
            .withFileArguments());
  }

  @Override
  public String messageName(String called) {
    return "ansible.legacy.unarchive";
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Work work = new Work(invocation);
    try {
      return work.run();
    } finally {
      work.leave();
    }
  }

  /// One archive on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String dest;
    private final List<String> temporary = new ArrayList<>();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.dest = arguments.must("dest");
    }

    void leave() {
      if (!temporary.isEmpty()) {
        invocation.machine().apply(temporary.stream().<Step>map(Step.Remove::new).toList());
      }
    }

    ModuleResult run() {
      Optional<String> creates = arguments.text("creates");
      Probe.Exists made = new Probe.Exists(creates.orElse("/"));
      Probe.Stat folder = Probe.Stat.of(dest).following(true);
      Answers answers = invocation.machine().ask(made, folder);
      if (creates.isPresent() && answers.exists(made)) {
        return ModuleResult.skipped("skipped, since %s exists".formatted(creates.get()))
            .without("changed");
      }
      boolean remote = arguments.flag("copy").map(on -> !on).orElse(arguments.on("remote_src"));
      Optional<Path> local = remote ? Optional.empty() : Optional.of(local());
      if (!answers.stat(folder).map(FileStatus::isDirectory).orElse(false)) {
        throw ModuleFailure.of("dest '%s' must be an existing dir".formatted(dest));
      }
      String source = local.map(this::sent).orElseGet(() -> remote(arguments.must("src")));
      Probe.Stat stat = Probe.Stat.of(source).following(true);
      Optional<FileStatus> status = invocation.machine().ask(stat).stat(stat);
      refuse(source, status);
      Optional<ModuleResult> result = new ZipArchive(invocation, source).unpacked();
      return result.orElseGet(() -> new TarArchive(invocation, source).unpacked());
    }

    private Path local() {
      return invocation.context().files().find("files", arguments.must("src"));
    }

    private String sent(Path path) {
      String directory = HttpClient.newDirectory("/tmp");
      temporary.add(directory);
      String target = directory + "/source";
      try {
        Step.Access mine = Step.Access.mode(0600);
        invocation
            .machine()
            .apply(
                new Step.MakeDirectory(directory, Step.Access.mode(0700)),
                new Step.Write(
                    target,
                    invocation.context().files().payload(path, arguments.on("decrypt")),
                    mine,
                    Optional.empty(),
                    false))
            .failure()
            .ifPresent(ran -> {
              throw ModuleFailure.of(
                  "Source '%s' failed to transfer: %s".formatted(path, ran.errors().strip()));
            });
      } catch (IOException problem) {
        throw ModuleFailure.of("could not read src=%s, %s".formatted(path, problem.getMessage()));
      }
      return target;
    }

    private String remote(String source) {
      if (!source.contains("://")) {
        return source;
      }
      Downloads downloads = new Downloads(invocation);
      String path = downloads.fetch(source);
      temporary.add(Paths.directory(path));
      return path;
    }

    private static void refuse(String source, Optional<FileStatus> status) {
      if (status.isEmpty()) {
        throw ModuleFailure.of("Source '%s' does not exist".formatted(source));
      }
      if (!status.get().access().contains("r")) {
        throw ModuleFailure.of("Source '%s' not readable".formatted(source));
      }
      if (status.get().size() == 0) {
        throw ModuleFailure.of("Invalid archive '%s', the file is 0 bytes".formatted(source));
      }
    }
  }
}
