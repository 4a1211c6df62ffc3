package dev.holdfast.engine.lookup;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What a template file knows about itself.
///
/// Source: `generate_ansible_template_vars` of `ansible/template/__init__.py`.
final class TemplateVariables {
  private static final DateTimeFormatter STAMP = format("yyyy-MM-dd HH:mm:ss.SSSSSS");

  private TemplateVariables() {}

  /// @param name as the user wrote it
  static DictValue of(String name, Path source, Settings settings, Clock clock) {
    String owner = owner(source);
    LocalDateTime modified = local(modified(source));
    DictValue about = new DictValue();
    about.put("template_host", Str.of(nodeName()));
    about.put("template_path", Str.of(name));
    about.put("template_mtime", Str.of(modified.format(STAMP)));
    about.put("template_uid", Str.of(owner));
    about.put("template_run_date", Str.of(local(clock.instant()).format(STAMP)));
    about.put("template_destpath", None.NONE);
    about.put("template_fullpath", Str.of(source.toAbsolutePath().normalize().toString()));
    String managed =
        settings
            .text(Setting.DEFAULT_MANAGED_STR)
            .replace("{host}", nodeName())
            .replace("{uid}", owner)
            .replace("{file}", name);
    about.put("ansible_managed", Str.of(dated(managed, modified)));
    return about;
  }

  private static String dated(String text, LocalDateTime moment) {
    String dated = text;
    String[][] parts = {
      {"%Y", "yyyy"}, {"%m", "MM"}, {"%d", "dd"}, {"%H", "HH"}, {"%M", "mm"}, {"%S", "ss"}
    };
    for (String[] part : parts) {
      dated = dated.replace(part[0], moment.format(format(part[1])));
    }
    return dated;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneId.systemDefault());
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
}
