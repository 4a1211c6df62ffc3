package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.FilePart;
import dev.holdfast.simulator.proxmox.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Files on their way to a storage, against the simulator, which reads forms as the server does.
class UploadTest {
  private static final String UPLOAD = "/nodes/{node}/storage/{storage}/upload";
  private static final byte[] CONTENT = content();

  private final SimulatedCluster cluster = new SimulatedCluster();
  private final StorageApi storage = cluster.client.node(Clients.PVE1).storage("local");
  private final AtomicInteger opened = new AtomicInteger();

  private static byte[] content() {
    byte[] content = new byte[300_000];
    for (int index = 0; index < content.length; index++) {
      content[index] = (byte) (index * 31 + index / 977);
    }
    // What ends a part of a form in the middle of a file must not end it.
    byte[] mark = "\r\n--holdfast".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, content, 1000, mark.length);
    return content;
  }

  @AfterEach
  void stop() {
    assertThat(cluster.simulator.failures()).isEmpty();
    cluster.close();
  }

  private Upload upload(String kind, Optional<Upload.Checksum> checksum, long length) {
    return new Upload(
        kind,
        "disk.raw",
        checksum,
        length,
        () -> {
          opened.incrementAndGet();
          return new ByteArrayInputStream(CONTENT);
        });
  }

  private Upload whole() throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
    String digits = HexFormat.of().formatHex(digest);
    return upload("import", Optional.of(new Upload.Checksum("sha256", digits)), CONTENT.length);
  }

  private Optional<StorageVolume> stored() {
    return storage.content("import").stream()
        .filter(volume -> volume.id().equals("local:import/disk.raw"))
        .findFirst();
  }

  @Test
  void arrivesWholeWithItsChecksum() throws NoSuchAlgorithmException {
    cluster.done(storage.upload(whole()));
    assertThat(stored().flatMap(StorageVolume::size).orElseThrow().bytes())
        .isEqualTo(CONTENT.length);
    assertThat(opened).hasValue(1);
  }

  @Test
  void anotherChecksumEndsItsTask() {
    Upload wrong =
        upload(
            "import", Optional.of(new Upload.Checksum("sha256", "0".repeat(64))), CONTENT.length);
    Upid task = storage.upload(wrong);
    assertThatThrownBy(() -> cluster.done(task)).hasMessageContaining("checksum mismatch");
    assertThat(stored()).isEmpty();
  }

  @Test
  void isSentOnceMoreWhenTheAnswerIsLost() throws NoSuchAlgorithmException {
    cluster.simulator.faults().add(Fault.once("POST", UPLOAD, new Fault.Kind.LostAnswer()));
    cluster.done(storage.upload(whole()));
    assertThat(stored()).isPresent();
    assertThat(opened).hasValue(2);
  }

  @Test
  void whatTheStorageDoesNotTakeIsRefused() {
    StorageApi images = cluster.client.node(Clients.PVE1).storage("local-lvm");
    Upload upload = upload("iso", Optional.empty(), CONTENT.length);
    assertThatThrownBy(() -> images.upload(upload)).isInstanceOf(ProxmoxException.class);
    assertThatThrownBy(() -> storage.upload(upload)).hasMessageContaining("extension");
  }

  @Test
  void aSourceThatFailsIsNoFailureOfTheServer() {
    for (long announced : new long[] {CONTENT.length - 1L, CONTENT.length + 1L}) {
      Upload upload = upload("import", Optional.empty(), announced);
      assertThatThrownBy(() -> storage.upload(upload))
          .isInstanceOf(FilePart.UnreadableException.class)
          .hasMessageContaining("disk.raw has another length than the " + announced + " bytes");
    }
    Upload gone =
        new Upload(
            "import",
            "disk.raw",
            Optional.empty(),
            5,
            () -> {
              throw new IOException("no such file");
            });
    assertThatThrownBy(() -> storage.upload(gone))
        .isInstanceOf(FilePart.UnreadableException.class)
        .hasMessageContaining("disk.raw cannot be read: no such file");
    assertThat(stored()).isEmpty();
  }

  @Test
  void namesThatWouldBreakTheFormAreRefused() {
    for (String name : new String[] {"", "a b.raw", "a\"b.raw", "../x.raw", ".raw", "ä.raw"}) {
      assertThatThrownBy(() ->
              new Upload("iso", name, Optional.empty(), 1, () -> new ByteArrayInputStream(CONTENT)))
          .hasMessageContaining("'" + name + "' is no name for a file on a storage");
    }
  }
}
