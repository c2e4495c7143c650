/** What a learning platform puts into the names of files and folders that it hands out. */
export interface PlatformName {
  student: string;
  /** The platform's number for the student, or for what was handed in: two of one name are two students. */
  id: string;
  /** Canvas says whether it came late; Moodle says nothing. */
  late?: boolean;
}

/** Moodle: "Lovelace Ada_12345_assignsubmission_file_", a folder or the beginning of a file's name. */
const MOODLE = /^(?<student>.+?)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_|$)/s;
/** Canvas: "lovelaceada_LATE_12345_67890_lesson.ipynb": letters alone, the student's number, the file's. */
const CANVAS = /^(?<student>[\p{L}\p{M}'’.-]+\d*)_(?:(?<late>LATE)_)?(?<id>\d{2,})_\d{3,}_(?<title>.+)$/su;

/** Whose something is by its name, as Moodle or Canvas writes it; undefined where it is no such name. */
export function platformName(name: string): PlatformName | undefined {
  const { groups } = MOODLE.exec(name) ?? CANVAS.exec(name) ?? {};
  if (!groups) return undefined;
  return {
    student: groups.student.trim() || name,
    id: groups.id,
    ...(groups.title ? { late: groups.late !== undefined } : {}),
  };
}

/** A file's name as the student gave it, without what a platform put before it. */
export function titleOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  return (CANVAS.exec(file)?.groups?.title ?? file.replace(MOODLE, '')) || file;
}
