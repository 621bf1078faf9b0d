package org.matrixee.server.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.matrixee.server.config.MatrixConfig;

/**
 * Files on disk, under the hash of their bytes, so that the same bytes are there once.
 *
 * <p>{@code incoming} holds what is not finished: uploads, and for each file that was moved to its
 * place but whose record may not be written yet an empty one named after its hash. After a crash
 * {@link #sweep} clears all of it. {@code files} holds the uploads, {@code thumbnails} what was
 * made of them and can be made again.
 */
@ApplicationScoped
public class MediaFolder {
  private static final String MARK = ".new";
  private static final int LOCKS = 64;

  private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();
  private Path root;

  /** For the container's proxies. */
  protected MediaFolder() {}

  /** The folder that the settings name; it is made when it is needed. */
  @Inject
  public MediaFolder(MatrixConfig config) {
    root = config.media().folder();
  }

  /** A new, empty file for bytes that arrive. */
  Path newTemporary() throws IOException {
    return Files.createTempFile(Files.createDirectories(incoming()), "", ".part");
  }

  /**
   * Puts a finished temporary file into its place and has its record written, both or neither.
   *
   * @param record writes the record; false if it must not be
   * @param isUsed whether some record has this hash
   * @return what {@code record} said
   */
  boolean place(Path temporary, String hash, BooleanSupplier record, Predicate<String> isUsed)
      throws IOException {
    // One at a time for the same bytes: nobody may take a file away that another just found there.
    synchronized (lock(hash)) {
      if (Files.exists(file(hash))) {
        Files.delete(temporary);
        return record.getAsBoolean();
      }
      Path mark = incoming().resolve(hash + MARK);
      Files.write(mark, new byte[0]);
      moveForGood(temporary, file(hash));
      try {
        return record.getAsBoolean();
      } finally {
        settle(mark, hash, isUsed);
      }
    }
  }

  /** If the database cannot say, the mark stays for the next start. */
  private void settle(Path mark, String hash, Predicate<String> isUsed) throws IOException {
    if (!isUsed.test(hash)) {
      Files.deleteIfExists(file(hash));
    }
    Files.deleteIfExists(mark);
  }

  private Object lock(String hash) {
    return locks.get(Math.floorMod(hash.hashCode(), LOCKS));
  }

  /** Moves a file so that it is there, whole, even if the machine loses its power now. */
  private static void moveForGood(Path from, Path to) throws IOException {
    Files.createDirectories(folderOf(to));
    try (FileChannel channel = FileChannel.open(from, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(folderOf(to), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Puts a finished thumbnail into its place; no matter if it is lost. */
  void placeThumbnail(Path temporary, Path place) throws IOException {
    Files.createDirectories(folderOf(place));
    Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("no folder: " + file);
    }
    return folder;
  }

  /** Where the bytes with a hash are. */
  Path file(String hash) {
    return below("files", hash).resolve(hash);
  }

  /** Where a thumbnail is, or is to be. */
  Path thumbnail(String hash, String name) {
    return below("thumbnails", hash).resolve(hash + "-" + name);
  }

  private Path below(String kind, String hash) {
    return root.resolve(kind).resolve(hash.substring(0, 2)).resolve(hash.substring(2, 4));
  }

  private Path incoming() {
    return root.resolve("incoming");
  }

  /**
   * Clears what a crash left behind; only while nothing is uploaded.
   *
   * @param isUsed whether some record has this hash
   * @return how many files were cleared away
   */
  int sweep(Predicate<String> isUsed) throws IOException {
    if (!Files.isDirectory(incoming())) {
      return 0;
    }
    List<Path> left;
    try (Stream<Path> files = Files.list(incoming())) {
      left = files.toList();
    }
    for (Path file : left) {
      String name = file.getFileName().toString();
      if (name.endsWith(MARK)) {
        String hash = name.substring(0, name.length() - MARK.length());
        if (!isUsed.test(hash)) {
          Files.deleteIfExists(file(hash));
        }
      }
      Files.deleteIfExists(file);
    }
    return left.size();
  }
}
