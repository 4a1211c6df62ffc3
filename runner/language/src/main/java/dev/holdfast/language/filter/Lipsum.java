package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The function `lipsum`: paragraphs of Latin words that mean nothing.
final class Lipsum {
  private static final List<String> WORDS =
      List.of(
          "lorem",
          "ipsum",
          "dolor",
          "sit",
          "amet",
          "consectetur",
          "adipiscing",
          "elit",
          "sed",
          "do",
          "eiusmod",
          "tempor",
          "incididunt",
          "ut",
          "labore",
          "et",
          "dolore",
          "magna",
          "aliqua",
          "enim",
          "ad",
          "minim",
          "veniam",
          "quis",
          "nostrud",
          "exercitation",
          "ullamco",
          "laboris",
          "nisi",
          "aliquip",
          "ex",
          "ea",
          "commodo",
          "consequat");

  private final RandomGenerator random = RandomGenerator.getDefault();

  private Lipsum() {}

  static Value function(Arguments args, EvalContext context) {
    Params params = Params.of("generate_lorem_ipsum", args, "n", "html", "min", "max");
    int count = params.integer("n", 5);
    int least = params.integer("min", 20);
    int most = params.integer("max", 100);
    if (least >= most) {
      throw PythonError.valueError(
          "empty range for randrange() (%d, %d, %d)".formatted(least, most, most - least));
    }
    Lipsum lipsum = new Lipsum();
    List<String> paragraphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      paragraphs.add(lipsum.paragraph(lipsum.random.nextInt(least, most)));
    }
    return Str.of(
        params.truth("html", true)
            ? paragraphs.stream()
                .map(paragraph -> "<p>" + paragraph + "</p>")
                .collect(Collectors.joining("\n"))
            : String.join("\n\n", paragraphs));
  }

  /// Sentences of 8 to 20 words, the last one as long as is left.
  private String paragraph(int words) {
    StringBuilder text = new StringBuilder();
    int left = words;
    String last = "";
    while (left > 0) {
      int sentence = Math.min(left, random.nextInt(8, 21));
      for (int i = 0; i < sentence; i++) {
        String word = another(last);
        text.append(text.isEmpty() ? "" : " ");
        text.append(i == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
        text.append(i > 2 && i < sentence - 3 && random.nextInt(6) == 0 ? "," : "");
        last = word;
      }
      text.append('.');
      left -= sentence;
    }
    return text.isEmpty() ? "." : text.toString();
  }

  private String another(String last) {
    String word = last;
    while (word.equals(last)) {
      word = WORDS.get(random.nextInt(WORDS.size()));
    }
    return word;
  }
}
