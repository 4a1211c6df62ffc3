package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
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
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `fetch`: a file of the machine, brought here.
final class FetchModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "fetch",
        ArgumentSpec.of(
            Argument.raw("src"),
            Argument.raw("dest"),
            Argument.bool("flat", false),
            Argument.bool("fail_on_missing", true),
            Argument.bool("validate_checksum", true)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    if (invocation.checkMode()) {
      return ModuleResult.skipped("check mode not (yet) supported for this module");
    }
    if (!arguments.has("src") || !arguments.has("dest")) {
      throw ModuleFailure.of("src and dest are required");
    }
    String source = invocation.machine().expand(arguments.must("src"));
    Path dest = destination(invocation, source, arguments.must("dest"));
    Probe.Stat stat = Probe.Stat.of(source).following(true).with(Digest.SHA1);
    Answers answers = invocation.machine().ask(stat);
    Optional<FileStatus> status = answers.stat(stat);
    if (status.map(FileStatus::isDirectory).orElse(false)) {
      return refused(
          arguments, source, "remote file is a directory, fetch cannot work on directories", 21);
    }
    try {
      Optional<Payload> old = invocation.context().files().existing(dest);
      Optional<String> sum = status.flatMap(FileStatus::checksum);
      if (sum.isPresent() && old.isPresent() && Digest.SHA1.hex(old.get()).equals(sum.get())) {
        return ModuleResult.changed(false)
            .with("md5sum", Digest.MD5.hex(old.get()))
            .with("file", source)
            .with("dest", dest.toString())
            .with("checksum", sum.get());
      }
      return transfer(invocation, source, status, dest);
    } catch (IOException problem) {
      throw ModuleFailure.of("Failed to fetch the file: " + problem.getMessage());
    }
  }

  private static ModuleResult transfer(
      Invocation invocation, String source, Optional<FileStatus> status, Path dest)
      throws IOException {
    Payload content;
    if (status.filter(LargeFile::is).isPresent()) {
      content = new LargeFile(invocation.machine(), source, status.get().size());
    } else {
      Probe.ReadFile probe = new Probe.ReadFile(source);
      Ran ran = invocation.machine().ask(probe).of(probe);
      if (!ran.ok()) {
        return refused(invocation.arguments(), source, reason(ran, source), ran.status());
      }
      content = ran.out().payload();
    }
    invocation.context().files().write(dest, content);
    Payload written = invocation.context().files().existing(dest).orElse(content);
    String sum = Digest.SHA1.hex(written);
    return ModuleResult.changed(true)
        .with("md5sum", Digest.MD5.hex(written))
        .with("dest", dest.toString())
        .with("remote_md5sum", None.NONE)
        .with("checksum", sum)
        .with("remote_checksum", sum);
  }

  private static String reason(Ran ran, String source) {
    return switch (ran.status()) {
      case 2 -> "the remote file does not exist, not transferring, ignored";
      case 13 -> "file is not readable: " + source;
      default -> "unable to slurp file: " + ran.errors().strip();
    };
  }

  private static ModuleResult refused(
      Parameters arguments, String source, String message, int status) {
    if (arguments.on("fail_on_missing")) {
      return ModuleResult.failed(message);
    }
    return status == 21
        ? ModuleResult.changed(false).with("msg", message + ", not transferring, ignored")
        : ModuleResult.changed(false).with("file", source).with("msg", message);
  }

  private static Path destination(Invocation invocation, String source, String dest) {
    boolean flat = invocation.arguments().on("flat");
    Path path = invocation.context().files().resolve(dest);
    if (!flat) {
      String host =
          invocation.context().variable("inventory_hostname").map(Text::str).orElse("localhost");
      return path.resolve(host + "/" + source).normalize();
    }
    if (Files.isDirectory(path) && !dest.endsWith("/")) {
      throw ModuleFailure.of(
          "dest is an existing directory, use a trailing slash if you want to fetch src into that"
              + " directory");
    }
    return (dest.endsWith("/") ? path.resolve(Paths.base(source)) : path).normalize();
  }
}
