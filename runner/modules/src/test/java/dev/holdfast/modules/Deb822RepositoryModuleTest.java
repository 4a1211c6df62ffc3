package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import org.junit.jupiter.api.Test;

/// The text of `.sources` files; ansible-core 2.14 has no such module to record from.
final class Deb822RepositoryModuleTest {
  @Test
  void fieldsStandInTheOrderOfTheArguments() {
    DictValue given = new DictValue();
    given.put("uris", ListValue.of(Str.of("https://a.example"), Str.of("https://b.example")));
    given.put("types", ListValue.of(Str.of("deb")));
    given.put("suites", ListValue.of(Str.of("stable")));
    given.put("components", ListValue.of(Str.of("main"), Str.of("extra")));
    given.put("name", Str.of("My Repo"));
    given.put("enabled", Bool.FALSE);
    given.put("by_hash", Bool.TRUE);
    given.put("date_max_future", Int.of(5));
    assertThat(Deb822RepositoryModule.text(new Parameters(given), ""))
        .isEqualTo(
            """
            By-Hash: yes
            Components: main extra
            Date-Max-Future: 5
            Enabled: no
            X-Repolib-Name: My Repo
            Suites: stable
            Types: deb
            URIs: https://a.example https://b.example
            """);
  }

  @Test
  void keysOfSeveralLinesAreIndented() {
    DictValue given = new DictValue();
    given.put("signed_by", Str.of("x"));
    assertThat(Deb822RepositoryModule.text(new Parameters(given), "-----BEGIN\n\nabc\n-----END\n"))
        .isEqualTo(
            """
            Signed-By:
                -----BEGIN
                .
                abc
                -----END
            """);
  }

  @Test
  void namesOfFilesAreMadeOfTheName() {
    assertThat(Deb822RepositoryModule.slug("My Repo_of (Things)")).isEqualTo("my-repo-of-things");
  }
}
