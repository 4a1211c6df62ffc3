package dev.holdfast.modules;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `copy`: files from beside the playbook, text from the task, or files of the machine itself.
final class CopyModule implements Module {
  static final ArgumentSpec ARGUMENTS =
      ArgumentSpec.of(
              Argument.path("src"),
              Argument.str("_original_basename"),
              Argument.raw("content"),
              Argument.path("dest"),
              Argument.bool("backup", false),
              Argument.bool("force", true),
              Argument.str("validate"),
              Argument.raw("directory_mode"),
              Argument.bool("remote_src"),
              Argument.bool("local_follow"),
              Argument.str("checksum"),
              Argument.bool("follow", false),
              Argument.bool("decrypt", true))
          .withFileArguments();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin("copy", ARGUMENTS);
  }

  @Override
  public String messageName(String called) {
    return "ansible.legacy.copy";
  }

  /// The content has gone into a file by then.
  @Override
  public DictValue shown(DictValue arguments) {
    DictValue shown = DictValue.copyOf(arguments);
    shown.entries().remove(Str.of("decrypt"));
    shown.put("content", None.NONE);
    return shown;
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Optional<String> source = arguments.text("src").filter(text -> !text.isEmpty());
    Optional<Value> content = arguments.value("content");
    Optional<String> dest = arguments.text("dest").filter(text -> !text.isEmpty());
    refuse(source, content, dest);
    if (content.isPresent()) {
      byte[] bytes = text(content.get()).getBytes(StandardCharsets.UTF_8);
      return one(
          invocation,
          new Placement.Source(
              Bytes.of(bytes).payload(),
              "",
              dest.orElseThrow(),
              invocation.context().files().scratch(dest.orElseThrow(), "")),
          dest.orElseThrow(),
          "");
    }
    if (arguments.on("remote_src")) {
      return new RemoteCopy(invocation).run(source.orElseThrow(), dest.orElseThrow());
    }
    return local(invocation, source.orElseThrow(), dest.orElseThrow());
  }

  private static void refuse(
      Optional<String> source, Optional<Value> content, Optional<String> dest) {
    String message =
        source.isEmpty() && content.isEmpty()
            ? "src (or content) is required"
            : dest.isEmpty()
                ? "dest is required"
                : source.isPresent() && content.isPresent()
                    ? "src and content are mutually exclusive"
                    : content.isPresent() && dest.get().endsWith("/")
                        ? "can not use content with a dir as dest"
                        : "";
    if (!message.isEmpty()) {
      throw ModuleFailure.of(message);
    }
  }

  private static String text(Value content) {
    return content instanceof DictValue || content instanceof ListValue
        ? JsonWriter.write(content, JsonFormat.PLAIN)
        : Text.str(content);
  }

  private static ModuleResult local(Invocation invocation, String source, String dest) {
    Path path = invocation.context().files().find("files", source);
    if (Files.isDirectory(path)) {
      return new TreeCopy(invocation).run(path, source.endsWith("/"), dest);
    }
    try {
      Payload content =
          invocation.context().files().payload(path, invocation.arguments().on("decrypt"));
      expect(invocation, content);
      return one(
          invocation,
          new Placement.Source(
              content, String.valueOf(path.getFileName()), path.toString(), path.toString()),
          dest,
          path.toString());
    } catch (IOException problem) {
      throw ModuleFailure.of("could not read src=%s, %s".formatted(path, problem.getMessage()));
    }
  }

  private static void expect(Invocation invocation, Payload content) throws IOException {
    Optional<String> wanted = invocation.arguments().text("checksum");
    String actual = wanted.isEmpty() ? "" : Digest.SHA1.hex(content);
    if (wanted.isPresent() && !wanted.get().equals(actual)) {
      throw ModuleFailure.of("Copied file does not match the expected checksum. Transfer failed.")
          .with("checksum", actual)
          .with("expected_checksum", wanted.get());
    }
  }

  private static ModuleResult one(
      Invocation invocation, Placement.Source source, String dest, String path) {
    Placement placement = new Placement(invocation, access(invocation, path));
    return placement
        .place(source, dest)
        .orElseGet(() -> ModuleResult.changed(false).with("dest", dest).with("src", path));
  }

  /// `preserve` stands for the mode of the source here.
  static FileAccess access(Invocation invocation, String path) {
    FileAccess access = FileAccess.of(invocation);
    Optional<Value> mode = invocation.arguments().value("mode");
    if (path.isEmpty() || !mode.map(Text::str).equals(Optional.of("preserve"))) {
      return access;
    }
    return access.withMode(Optional.of(Str.of(modeOf(invocation.context().files().resolve(path)))));
  }

  static String modeOf(Path path) {
    try {
      int bits = (int) Files.getAttribute(path, "unix:mode") & 07777;
      return "0%03o".formatted(bits);
    } catch (UnsupportedOperationException packaged) {
      return "0644"; // resources of a program have no modes of their own
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
