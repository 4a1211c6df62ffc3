package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.template.Lookup;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Every lookup by its name.
///
/// Source: `ansible/plugins/lookup` of ansible-core 2.14.
public final class Lookups {
  private Lookups() {}

  /// The lookups that can be used at a place.
  ///
  /// @param play whose files are looked through; absent while nothing is loaded
  public static Function<String, Optional<Lookup>> of(
      ProjectFiles files, Settings settings, Optional<Play> play, Optional<Task> task) {
    Site site = new Site(files, settings, play, task);
    return name ->
        Optional.ofNullable(ALL.get(PluginNames.bare(name))).map(maker -> maker.at(site));
  }

  @FunctionalInterface
  private interface Maker {
    Lookup at(Site site);
  }

  @FunctionalInterface
  private interface Rearranging {
    List<Value> run(List<Value> terms, Templar templar);
  }

  private static Maker list(Function<List<Value>, List<Value>> function) {
    return _ -> (terms, _, _) -> function.apply(terms);
  }

  private static Maker templated(Rearranging function) {
    return _ -> (terms, _, templar) -> function.run(terms, templar);
  }

  private static final Map<String, Maker> ALL =
      Map.ofEntries(
          Map.entry("items", list(Terms::flatten)),
          Map.entry("list", list(terms -> terms)),
          Map.entry("dict", list(ListLookups::dict)),
          Map.entry("indexed_items", list(ListLookups::indexed)),
          Map.entry("random_choice", list(ListLookups::randomChoice)),
          Map.entry("sequence", list(Sequence::run)),
          Map.entry("together", templated(ListLookups::together)),
          Map.entry("nested", templated(ListLookups::nested)),
          Map.entry("cartesian", templated(ListLookups::cartesian)),
          Map.entry("flattened", templated(ListLookups::flattened)),
          Map.entry("subelements", templated(Subelements::run)),
          Map.entry("community.general.cartesian", templated(ListLookups::cartesian)),
          Map.entry("community.general.flattened", templated(ListLookups::flattened)),
          Map.entry("varnames", templated(VariableLookups::names)),
          Map.entry(
              "vars",
              _ ->
                  (terms, options, templar) ->
                      VariableLookups.vars(terms, new Given(options), templar)),
          Map.entry(
              "env",
              site ->
                  (terms, options, _) ->
                      VariableLookups.env(
                          terms, new Given(options), site.settings().userPath().environment())),
          Map.entry(
              "file",
              site ->
                  (terms, options, templar) ->
                      new FileLookups(site, templar).file(terms, new Given(options))),
          Map.entry(
              "unvault",
              site -> (terms, _, templar) -> new FileLookups(site, templar).unvault(terms)),
          Map.entry(
              "fileglob",
              site -> (terms, _, templar) -> new FileLookups(site, templar).glob(terms)),
          Map.entry(
              "inventory_hostnames",
              site ->
                  (terms, _, templar) -> InventoryHostnames.run(terms, templar, site.settings())),
          Map.entry("pipe", site -> (terms, _, templar) -> new Commands(site, templar).pipe(terms)),
          Map.entry(
              "lines", site -> (terms, _, templar) -> new Commands(site, templar).lines(terms)),
          Map.entry(
              "config",
              site ->
                  (terms, options, templar) ->
                      new ConfigLookup(site.settings(), templar, new Given(options)).run(terms)),
          Map.entry(
              "community.general.filetree",
              site -> (terms, _, templar) -> new Filetree(site, templar).run(terms)),
          Map.entry(
              "filetree", site -> (terms, _, templar) -> new Filetree(site, templar).run(terms)),
          Map.entry(
              "csvfile",
              site -> (terms, options, templar) -> new CsvFile(site, templar, options).run(terms)),
          Map.entry(
              "ini",
              site ->
                  (terms, options, templar) -> new IniLookup(site, templar, options).run(terms)),
          Map.entry(
              "password",
              site ->
                  (terms, options, templar) ->
                      new PasswordLookup(site, templar, new Given(options)).run(terms)),
          Map.entry(
              "url",
              site ->
                  (terms, options, _) ->
                      new UrlLookup(new Given(options), site.settings().userPath().environment())
                          .run(terms)),
          Map.entry(
              "template",
              site ->
                  (terms, options, templar) ->
                      new TemplateLookup(site, templar, new Given(options)).run(terms)),
          Map.entry(
              "first_found",
              site ->
                  (terms, options, templar) ->
                      new FirstFound(site, templar, new Given(options)).run(terms)));
}
