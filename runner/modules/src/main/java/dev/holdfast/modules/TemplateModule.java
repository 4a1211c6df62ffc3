package dev.holdfast.modules;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Templar;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.UndefinedError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// `template`: a file from beside the playbook, rendered with the task's variables.
final class TemplateModule implements Module {
  private static final Map<String, String> NEWLINES =
      Map.of("\\n", "\n", "\\r", "\r", "\\r\\n", "\r\n", "\n", "\n", "\r", "\r", "\r\n", "\r\n");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "template",
        ArgumentSpec.of(
                Argument.path("src"),
                Argument.path("dest"),
                Argument.str("state"),
                Argument.bool("backup", false),
                Argument.bool("force", true),
                Argument.bool("follow", false),
                Argument.str("validate"),
                Argument.str("newline_sequence").or("\n"),
                Argument.str("block_start_string"),
                Argument.str("block_end_string"),
                Argument.str("variable_start_string"),
                Argument.str("variable_end_string"),
                Argument.str("comment_start_string"),
                Argument.str("comment_end_string"),
                Argument.bool("trim_blocks", true),
                Argument.bool("lstrip_blocks", false),
                Argument.str("output_encoding").or("utf-8"))
            .withFileArguments());
  }

  @Override
  public String messageName(String called) {
    return "ansible.legacy.copy";
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String newline = NEWLINES.getOrDefault(arguments.must("newline_sequence"), "");
    if (arguments.has("state")) {
      throw ModuleFailure.of("'state' cannot be specified on a template");
    }
    if (!arguments.has("src") || !arguments.has("dest")) {
      throw ModuleFailure.of("src and dest are required");
    }
    if (newline.isEmpty()) {
      throw ModuleFailure.of("newline_sequence needs to be one of: \n, \r or \r\n");
    }
    String dest = arguments.must("dest");
    Path source = invocation.context().files().find("templates", arguments.must("src"));
    String text = render(invocation, source, dest, newline);
    byte[] content = text.getBytes(charset(arguments.must("output_encoding")));
    FileAccess access = CopyModule.access(invocation, source.toString());
    return new Placement(invocation, access)
        .place(
            new Placement.Source(
                Bytes.of(content).payload(),
                String.valueOf(source.getFileName()),
                source.toString(),
                invocation.context().files().scratch(dest, String.valueOf(source.getFileName()))),
            dest)
        .orElseGet(
            () -> ModuleResult.changed(false).with("dest", dest).with("src", source.toString()));
  }

  private static Charset charset(String given) {
    String name = given.isEmpty() ? "utf-8" : given;
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException _) {
      throw ModuleFailure.of("LookupError: unknown encoding: " + name);
    }
  }

  private static String render(Invocation invocation, Path source, String dest, String newline) {
    Parameters arguments = invocation.arguments();
    Templar.Settings settings =
        new Templar.Settings(
            arguments.on("trim_blocks"),
            arguments.on("lstrip_blocks"),
            newline,
            new Templar.Delimiters(
                arguments.text("block_start_string").orElse(""),
                arguments.text("block_end_string").orElse(""),
                arguments.text("variable_start_string").orElse(""),
                arguments.text("variable_end_string").orElse(""),
                arguments.text("comment_start_string").orElse(""),
                arguments.text("comment_end_string").orElse("")));
    try {
      byte[] template = invocation.context().files().read(source, true);
      requireUtf8(template);
      return invocation.context().templar().renderFile(source, template, dest, settings);
    } catch (IOException problem) {
      throw ModuleFailure.of("could not find src=%s, %s".formatted(source, problem.getMessage()));
    } catch (LanguageException mistake) {
      throw refused(mistake);
    }
  }

  /// What is wrong with the template, named as the classes of Ansible's own errors are.
  private static ModuleFailure refused(LanguageException mistake) {
    String type =
        mistake instanceof UndefinedError
            ? "ansible.errors.AnsibleUndefinedVariable"
            : mistake.pythonType();
    String text =
        mistake instanceof TemplateSyntaxError syntax ? syntax.described() : mistake.message();
    return ModuleFailure.of(type.substring(type.lastIndexOf('.') + 1) + ": " + text)
        .with("exception", type + ": " + text);
  }

  private static void requireUtf8(byte[] template) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(template));
    } catch (CharacterCodingException _) {
      throw ModuleFailure.of("Template source files must be utf-8 encoded");
    }
  }
}
