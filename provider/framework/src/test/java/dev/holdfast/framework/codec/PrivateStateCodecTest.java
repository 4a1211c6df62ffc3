package dev.holdfast.framework.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.codec.PrivateStateCodec.Kept;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.ManagedPaths;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateStateCodecTest {

  private static final Kept KEPT =
      new Kept(
          new ManagedPaths(Set.of("name", "disks[\"scsi0\"].size")),
          PrivateState.EMPTY.with("mark", "{\"owner\": \"a\"}"));

  @Test
  void whatIsKeptComesBack() {
    assertThat(PrivateStateCodec.decode(PrivateStateCodec.encode(KEPT))).isEqualTo(KEPT);
  }

  @Test
  void theBytesDoNotDependOnTheOrderOfPaths() {
    assertThat(PrivateStateCodec.encode(KEPT).utf8())
        .isEqualTo(
            "{\"holdfast\":1,\"managed\":[\"disks[\\\"scsi0\\\"].size\",\"name\"],"
                + "\"entries\":{\"mark\":\"{\\\"owner\\\": \\\"a\\\"}\"}}");
  }

  @Test
  void nothingKeptTakesNoBytes() {
    assertThat(PrivateStateCodec.encode(Kept.NOTHING)).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "not json",
        "{\"schema_version\":\"1\"}",
        "{\"holdfast\":\"1\",\"managed\":[\"a\"]}",
        "{\"holdfast\":1,\"managed\":{},\"entries\":[1]}"
      })
  void foreignBytesMeanNothingKept(String text) {
    assertThat(PrivateStateCodec.decode(Bytes.utf8(text))).isEqualTo(Kept.NOTHING);
  }
}
