package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.regex.RegexException;
import dev.holdfast.transport.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `assemble`: one file from the fragments in a directory.
final class AssembleModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "assemble",
            ArgumentSpec.of(
                    Argument.path("src").must(),
                    Argument.str("delimiter"),
                    Argument.path("dest").must(),
                    Argument.bool("backup", false),
                    Argument.bool("remote_src", true),
                    Argument.str("regexp"),
                    Argument.bool("ignore_hidden", false),
                    Argument.bool("decrypt", true),
                    Argument.bool("follow", false),
                    Argument.str("validate"))
                .withFileArguments())
        .withoutCheckMode();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Predicate<String> wanted = wanted(arguments);
    Map<String, Bytes> fragments =
        arguments.on("remote_src")
            ? remote(invocation, arguments.must("src"), wanted)
            : local(invocation, arguments.must("src"), wanted);
    return place(invocation, joined(arguments, fragments));
  }

  private static Predicate<String> wanted(Parameters arguments) {
    Optional<String> pattern = arguments.text("regexp");
    boolean hidden = !arguments.on("ignore_hidden");
    try {
      Optional<PythonRegex> regex = pattern.map(PythonRegex::compile);
      return name ->
          (hidden || !name.startsWith("."))
              && regex.map(each -> each.search(name).isPresent()).orElse(true);
    } catch (RegexException problem) {
      throw ModuleFailure.of(
          "Invalid Regexp (%s) in \"%s\"".formatted(problem.getMessage(), pattern.orElse("")));
    }
  }

  private static Map<String, Bytes> remote(
      Invocation invocation, String source, Predicate<String> wanted) {
    Probe.Stat stat = Probe.Stat.of(source).following(true);
    Probe.Find find =
        new Probe.Find(
            List.of(Paths.withoutSlash(source) + "/"),
            Optional.of(1),
            List.of("-mindepth", "1"),
            true);
    Answers answers = invocation.machine().ask(stat, find);
    FileStatus status =
        answers
            .stat(stat)
            .orElseThrow(() -> ModuleFailure.of("Source (%s) does not exist".formatted(source)));
    if (!status.isDirectory()) {
      throw ModuleFailure.of("Source (%s) is not a directory".formatted(source));
    }
    List<Probe> probes =
        answers.found(find).stream()
            .filter(found -> found.status().isFile() && wanted.test(Paths.base(found.path())))
            .<Probe>map(found -> new Probe.ReadFile(found.path()))
            .toList();
    Map<String, Bytes> fragments = new TreeMap<>();
    if (!probes.isEmpty()) {
      Answers contents = invocation.machine().ask(probes);
      for (Probe probe : probes) {
        Probe.ReadFile read = (Probe.ReadFile) probe;
        fragments.put(Paths.base(read.path()), contents.content(read).orElse(Bytes.EMPTY));
      }
    }
    return fragments;
  }

  private static Map<String, Bytes> local(
      Invocation invocation, String source, Predicate<String> wanted) {
    Path folder = invocation.context().files().find("files", source);
    if (!Files.isDirectory(folder)) {
      throw ModuleFailure.of("Source (%s) is not a directory".formatted(source));
    }
    Map<String, Bytes> fragments = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(path.getFileName());
        if (wanted.test(name)) {
          fragments.put(
              name,
              Bytes.of(
                  invocation.context().files().read(path, invocation.arguments().on("decrypt"))));
        }
      }
      return fragments;
    } catch (IOException problem) {
      throw ModuleFailure.of("could not read %s: %s".formatted(folder, problem.getMessage()));
    }
  }

  private static byte[] joined(Parameters arguments, Map<String, Bytes> fragments) {
    String delimiter =
        arguments
            .text("delimiter")
            .map(text -> text.replace("\\n", "\n").replace("\\t", "\t"))
            .map(text -> text.isEmpty() || text.endsWith("\n") ? text : text + "\n")
            .orElse("");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean first = true;
    boolean open = false;
    for (Bytes fragment : fragments.values()) {
      if (open) {
        out.write('\n');
      }
      if (!first) {
        out.writeBytes(delimiter.getBytes(StandardCharsets.UTF_8));
      }
      byte[] bytes = fragment.toArray();
      out.writeBytes(bytes);
      first = false;
      open = bytes.length == 0 || bytes[bytes.length - 1] != '\n';
    }
    return out.toByteArray();
  }

  private static ModuleResult place(Invocation invocation, byte[] content) {
    Parameters arguments = invocation.arguments();
    String dest = arguments.must("dest");
    FileAccess access = FileAccess.of(invocation);
    Probe.Stat probe = access.stat(dest).with(Digest.SHA1);
    Optional<FileStatus> current = invocation.machine().ask(probe).stat(probe);
    String sum = Digest.SHA1.hex(content);
    ModuleResult result =
        ModuleResult.changed(true)
            .with("src", arguments.must("src"))
            .with("dest", dest)
            .with("checksum", sum)
            .with("md5sum", Digest.MD5.hex(content))
            .with("msg", "OK");
    if (!current.flatMap(FileStatus::checksum).equals(Optional.of(sum))) {
      FileWriter.Written written =
          new FileWriter(invocation, access).write(dest, Payload.of(content), current);
      return FileAccess.describe(result.with("backup_file", written.backup()), written.status());
    }
    FileStatus status = current.orElseThrow();
    FileAccess.Plan plan = access.plan(dest, status);
    if (!plan.changes()) {
      return FileAccess.describe(result.with("changed", false), status);
    }
    Outcomes outcomes = invocation.machine().submit(plan.steps(), List.of(probe));
    return FileAccess.describe(result, outcomes.after().stat(probe).orElse(status));
  }
}
