package dev.holdfast.engine.run;

import dev.holdfast.engine.module.Templar;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.engine.vars.VarScope;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Renders template files with the variables of a task.
final class TemplateFiles implements Templar {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final TemplarTemplates templates;
  private final SearchPath search;
  private final ProjectFiles files;
  private final dev.holdfast.engine.settings.Settings settings;
  private final Clock clock;

  TemplateFiles(
      TemplarTemplates templates,
      SearchPath search,
      ProjectFiles files,
      dev.holdfast.engine.settings.Settings settings,
      Clock clock) {
    this.templates = templates;
    this.search = search;
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String renderFile(Path source, byte[] content, String target, Settings how) {
    String text = new String(content, StandardCharsets.UTF_8);
    VarScope scope = templates.scope().with(about(source, target));
    Options options = Options.FILE.withSettings(jinja(how));
    return templates
        .templar()
        .with(scope)
        .with(templates.templar().services().withTemplates(name -> included(source, name)))
        .render(text, options)
        .text();
  }

  private static dev.holdfast.language.jinja.Settings jinja(Settings how) {
    Delimiters marks = how.delimiters();
    dev.holdfast.language.jinja.Settings plain = Options.FILE.settings();
    return plain
        .withTrimBlocks(how.trimBlocks())
        .withLstripBlocks(how.lstripBlocks())
        .withNewline(how.newline())
        .withBlock(
            or(marks.blockStart(), plain.blockStart()), or(marks.blockEnd(), plain.blockEnd()))
        .withVariable(
            or(marks.variableStart(), plain.variableStart()),
            or(marks.variableEnd(), plain.variableEnd()))
        .withComment(
            or(marks.commentStart(), plain.commentStart()),
            or(marks.commentEnd(), plain.commentEnd()));
  }

  private static String or(String given, String otherwise) {
    return given.isEmpty() ? otherwise : given;
  }

  private Optional<String> included(Path source, String name) {
    Optional<Path> beside =
        Optional.ofNullable(source.toAbsolutePath().getParent())
            .map(folder -> folder.resolve(name))
            .filter(Files::isRegularFile);
    return beside.or(() -> search.find("templates", name)).map(files::text);
  }

  private DictValue about(Path source, String target) {
    DictValue about = new DictValue();
    String owner = owner(source);
    about.put("ansible_managed", Str.of(managed(source, owner)));
    about.put("template_host", Str.of(nodeName()));
    about.put("template_path", Str.of(source.toString()));
    about.put("template_fullpath", Str.of(source.toAbsolutePath().normalize().toString()));
    about.put("template_destpath", Str.of(target));
    about.put("template_mtime", Str.of(stamp(modified(source))));
    about.put("template_uid", Str.of(owner));
    about.put("template_run_date", Str.of(stamp(clock.instant())));
    return about;
  }

  private String managed(Path source, String owner) {
    String text =
        settings
            .text(Setting.DEFAULT_MANAGED_STR)
            .replace("{host}", nodeName())
            .replace("{uid}", owner)
            .replace("{file}", source.toString());
    LocalDateTime modified = LocalDateTime.ofInstant(modified(source), ZoneId.systemDefault());
    String moment = modified.format(SECONDS);
    return text.replace("%Y-%m-%d %H:%M:%S", moment)
        .replace("%Y", moment.substring(0, 4))
        .replace("%m", moment.substring(5, 7))
        .replace("%d", moment.substring(8, 10))
        .replace("%H", moment.substring(11, 13))
        .replace("%M", moment.substring(14, 16))
        .replace("%S", moment.substring(17, 19));
  }

  private static String nodeName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String owner(Path source) {
    try {
      return Files.getOwner(source).getName();
    } catch (UnsupportedOperationException packaged) {
      return "root"; // resources of a program belong to nobody
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant modified(Path source) {
    try {
      return Files.getLastModifiedTime(source).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stamp(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneId.systemDefault()).format(STAMP);
  }

  @Override
  public Value render(String text, Map<String, Value> more) {
    return templates.with(DictValue.of(more)).template(Str.of(text));
  }
}
