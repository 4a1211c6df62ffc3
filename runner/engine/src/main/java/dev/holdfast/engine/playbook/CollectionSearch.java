package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The collections in which a short name is looked for: that of the task's role with those its meta
/// data names, what the keyword `collections` says, and the collection in which the playbook itself
/// lies.
final class CollectionSearch {
  private static final Pattern PLAYBOOK =
      Pattern.compile(".*/ansible_collections/(\\w+)/(\\w+)/playbooks(?:/.*)?");

  private CollectionSearch() {}

  static List<String> of(Play play) {
    return with(
        play.keyword(Keyword.COLLECTIONS).map(Given::value).map(CollectionSearch::texts), play);
  }

  static List<String> of(Directives directives, Optional<Role> role, Play play) {
    List<String> keyword =
        directives
            .nearest(Keyword.COLLECTIONS)
            .map(Given::value)
            .map(CollectionSearch::texts)
            .orElse(List.of());
    List<String> all = new ArrayList<>();
    role.ifPresent(of -> all.addAll(of.metadata().collections()));
    all.addAll(keyword);
    return role.isPresent() ? all : with(Optional.of(all), play);
  }

  private static List<String> with(Optional<List<String>> given, Play play) {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    own(play.basedir()).ifPresent(all::add);
    all.addAll(given.orElse(List.of()));
    return List.copyOf(all);
  }

  private static Optional<String> own(Path folder) {
    Matcher matcher = PLAYBOOK.matcher(folder.toAbsolutePath().normalize().toString());
    return matcher.matches()
        ? Optional.of(matcher.group(1) + "." + matcher.group(2))
        : Optional.empty();
  }

  static List<String> texts(Value value) {
    return value instanceof ListValue list
        ? list.items().stream().map(Text::str).toList()
        : List.of(Text.str(value));
  }
}
