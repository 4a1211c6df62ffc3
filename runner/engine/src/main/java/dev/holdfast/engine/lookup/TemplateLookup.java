package dev.holdfast.engine.lookup;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.jinja.Settings;
import dev.holdfast.language.template.Level;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The results of template files.
///
/// Source: `ansible/plugins/lookup/template.py`.
record TemplateLookup(Site site, Templar templar, Given given) {
  private static final String FOLDER = "templates";

  List<Value> run(List<Value> terms) {
    List<Value> results = new ArrayList<>();
    for (Value term : terms) {
      String name = Text.str(term);
      Path file =
          site.find(FOLDER, name, templar)
              .orElseThrow(() ->
                  TemplateError.ansible(
                      "the template file " + name + " could not be found for the lookup"));
      results.add(rendered(name, file));
    }
    return results;
  }

  private Value rendered(String name, Path file) {
    boolean global = isNative();
    boolean asNative = global && given.flag("jinja2_native", false);
    boolean convert = given.flag("convert_data", true);
    DictValue more = TemplateVariables.of(name, file, site.settings(), Clock.systemUTC());
    given
        .value("template_vars")
        .flatMap(Terms::dict)
        .ifPresent(vars -> vars.entries().forEach(more::put));
    Templar here =
        templar
            .with(new Overlay(templar.variables(), more))
            .with(templar.services().withTemplates(other -> included(file, other)))
            .at(asNative ? Level.NATIVE : Level.CLASSIC);
    Value result =
        here.template(
            Str.of(site.text(file)),
            Options.VALUE.withSettings(delimiters()).withConvertData(convert));
    boolean verbatim = (global && !asNative) || !convert;
    return verbatim ? Str.of(Text.str(result)).asVerbatim() : result;
  }

  private boolean isNative() {
    return site.settings().bool(Setting.DEFAULT_JINJA2_NATIVE);
  }

  private Settings delimiters() {
    Settings plain = Settings.ANSIBLE.withEscapeBackslashes(false);
    return plain
        .withVariable(
            given.text("variable_start_string", plain.variableStart()),
            given.text("variable_end_string", plain.variableEnd()))
        .withComment(
            given.text("comment_start_string", plain.commentStart()),
            given.text("comment_end_string", plain.commentEnd()));
  }

  private Optional<String> included(Path file, String name) {
    return Optional.ofNullable(file.getParent())
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .or(() -> site.search(templar).find(FOLDER, name))
        .map(site::text);
  }
}
