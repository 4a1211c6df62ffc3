package dev.holdfast.engine.playbook;

import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads playbooks with all that they import, and, while they run, what their includes name.
public final class PlaybookLoader {
  private final Sources sources;
  private final LoadTemplating templating;
  private final StaticImports imports;
  private final PlayLoader plays;

  public PlaybookLoader(Loaders loaders) {
    this.sources = loaders.sources();
    this.templating = loaders.templating();
    this.imports = new StaticImports(loaders);
    this.plays = new PlayLoader(imports);
  }

  /// The plays of a playbook file, those of imported playbooks in their place.
  ///
  /// @throws PlaybookException for anything that cannot be understood
  public List<Play> load(Path file) {
    return load(file.toAbsolutePath().normalize(), Optional.empty());
  }

  /// A play that is not in a file, such as the one that an ad hoc command makes.
  public Play load(YamlNode.Mapping play, Path basedir) {
    sources.pluginsBeside(basedir);
    return plays.load(play, basedir, Optional.empty());
  }

  private List<Play> load(Path file, Optional<Directives> around) {
    YamlNode data =
        sources
            .yaml(file)
            .orElseThrow(() -> new PlaybookException("Empty playbook, nothing to do: " + file));
    if (!(data instanceof YamlNode.Sequence list)) {
      throw new PlaybookException(
          "A playbook must be a list of plays, got a <class '"
              + Types.name(data.toValue())
              + "'> instead: "
              + file,
          data.at());
    }
    if (list.items().isEmpty()) {
      throw new PlaybookException("A playbook must contain at least one play: " + file);
    }
    Path basedir = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    sources.pluginsBeside(basedir);
    List<Play> loaded = new ArrayList<>();
    for (YamlNode entry : list.items()) {
      YamlNode.Mapping mapping =
          Fields.mapping(
              entry, "playbook entries must be either valid plays or 'import_playbook' statements");
      Fields fields = importKey(Fields.of(mapping));
      if (fields.has("import_playbook")) {
        loaded.addAll(imported(fields, basedir, around));
      } else {
        loaded.add(plays.load(mapping, basedir, around));
      }
    }
    return loaded;
  }

  private static Fields importKey(Fields fields) {
    return PluginNames.all("import_playbook").stream()
        .filter(fields::has)
        .findFirst()
        .map(name -> fields.renamed(name, "import_playbook"))
        .orElse(fields);
  }

  private List<Play> imported(Fields fields, Path basedir, Optional<Directives> around) {
    Value target =
        fields
            .value("import_playbook")
            .filter(value -> value instanceof Str str && !str.text().isBlank())
            .orElseThrow(() ->
                new PlaybookException(
                    "import_playbook statements must specify the file name to import",
                    fields.at()));
    Map<Keyword, Given> keywords = new LinkedHashMap<>(fields.keywords(Scope.PLAYBOOK_INCLUDE));
    keywords.remove(Keyword.IMPORT_PLAYBOOK);
    String name = Text.str(templating.template(target, Optional.empty(), Optional.empty()));
    Path file =
        sources
            .collectionPlaybook(name)
            .orElseGet(() -> basedir.resolve(name).toAbsolutePath().normalize());
    return load(file, Optional.of(new Directives(Directives.Kind.PLAY, keywords, around)));
  }

  /// What an `include_tasks` brings.
  ///
  /// @param variables the include's own variables and those of its loop
  public List<Block> includedTasks(Task include, Play play, String target, DictValue variables) {
    Place place = placeOf(include, play);
    Path file = imports.find(target, place);
    Place inside = place.inFile(around(include, variables), file);
    return imports.steps().blocks(imports.taskList(file), inside);
  }

  /// The file that an include names.
  ///
  /// @throws PlaybookException when it is nowhere to be found
  public Path includedFile(Task include, Play play, String target) {
    return imports.find(target, placeOf(include, play));
  }

  /// What an `include_role` brings; its handlers are added to the play.
  ///
  /// @param arguments those of the include, templated
  public List<Block> includedRole(
      Task include, Play play, DictValue arguments, DictValue variables) {
    String name = arguments.get("name").or(() -> arguments.get("role")).map(Text::str).orElse("");
    Task bound = bound(include, variables);
    return imports.roles().imported(bound, name, arguments, placeOf(include, play), apply(include));
  }

  private static Place placeOf(Task include, Play play) {
    return new Place(
        play,
        include.directives(),
        include.role(),
        include.origin().roleChain(),
        include.origin().includeDirs(),
        include.handler());
  }

  private static Directives around(Task include, DictValue variables) {
    Directives bound = bound(include, variables).directives();
    Map<Keyword, Given> apply = apply(include);
    return apply.isEmpty() ? bound : bound.inner(Directives.Kind.BLOCK, apply);
  }

  /// The include with the variables of one round of its loop.
  private static Task bound(Task include, DictValue variables) {
    Directives directives = include.directives();
    Map<Keyword, Given> own = new LinkedHashMap<>();
    for (Keyword keyword : Keyword.values()) {
      directives.own(keyword).ifPresent(given -> own.put(keyword, given));
    }
    own.put(Keyword.VARS, new Given(variables, include.at()));
    return new Task(
        new Directives(Directives.Kind.DYNAMIC_INCLUDE, own, directives.parent()),
        include.call(),
        include.origin(),
        include.handler(),
        include.loop());
  }

  private static Map<Keyword, Given> apply(Task include) {
    Map<Keyword, Given> keywords = new LinkedHashMap<>();
    if (include.call().arguments().get("apply").orElse(new DictValue()) instanceof DictValue dict) {
      dict.entries()
          .forEach((key, value) -> {
            String text = Text.str(key);
            Keyword keyword =
                Keyword.of(text)
                    .filter(known -> known.allowedAt(Scope.BLOCK))
                    .orElseThrow(() ->
                        new PlaybookException(
                            "'" + text + "' is not a valid attribute for a Block", include.at()));
            keywords.put(keyword, new Given(value, include.at()));
          });
    }
    return keywords;
  }
}
