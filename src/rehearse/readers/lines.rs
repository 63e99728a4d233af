//! The comparison Fenrir makes: Python's `difflib.SequenceMatcher`, which looks for the longest stretch that
//! two sequences share, then for the longest on either side of it, and so on. Of stretches of the same
//! length the first in the old sequence wins, then the first in the new one.

/// Which entries of the old and of the new sequence have no partner in the other.
pub(super) struct Unmatched {
    /// Positions of what is gone, ascending.
    pub(super) old: Vec<usize>,
    /// Positions of what is new, ascending.
    pub(super) new: Vec<usize>,
}

/// Compares two sequences.
pub(super) fn compare<T: PartialEq>(old: &[T], new: &[T]) -> Unmatched {
    let mut old_matched = vec![false; old.len()];
    let mut new_matched = vec![false; new.len()];
    let mut queue = vec![(0, old.len(), 0, new.len())];
    while let Some((old_from, old_to, new_from, new_to)) = queue.pop() {
        let found = longest(&old[old_from..old_to], &new[new_from..new_to]);
        let (i, j, length) = (old_from + found.0, new_from + found.1, found.2);
        if length == 0 {
            continue;
        }
        old_matched[i..i + length].fill(true);
        new_matched[j..j + length].fill(true);
        queue.push((old_from, i, new_from, j));
        queue.push((i + length, old_to, j + length, new_to));
    }
    Unmatched { old: positions(&old_matched), new: positions(&new_matched) }
}

fn positions(matched: &[bool]) -> Vec<usize> {
    (0..matched.len()).filter(|&n| !matched[n]).collect()
}

/// Where the longest shared stretch begins in the old and in the new sequence, and its length.
fn longest<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    // Length of the shared stretch that ends just before position j of the new sequence.
    let mut ending = vec![0; new.len() + 1];
    for (i, entry) in old.iter().enumerate() {
        let mut next = vec![0; new.len() + 1];
        for (j, other) in new.iter().enumerate() {
            if entry == other {
                let length = ending[j] + 1;
                next[j + 1] = length;
                if length > best.2 {
                    best = (i + 1 - length, j + 1 - length, length);
                }
            }
        }
        ending = next;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_lines(old: &[&str], new: &[&str]) -> Vec<String> {
        let found = compare(old, new);
        found.new.into_iter().map(|n| new[n].to_owned()).collect()
    }

    #[test]
    fn a_line_that_only_moved_down_counts_as_old() {
        assert_eq!(new_lines(&["a", "row", ""], &["a", "", "row"]), [""]);
        assert_eq!(new_lines(&["a", "", "", "row"], &["a", "", "row", ""]), ["row"]);
    }

    #[test]
    fn what_stood_anywhere_on_the_old_page_is_left_out() {
        let old = ["福利", "就业培训", "返回"];
        let new = ["申请", "姓名", "返回"];
        assert_eq!(new_lines(&old, &new), ["申请", "姓名"]);
    }

    #[test]
    fn both_sides_are_reported() {
        let old: Vec<char> = "姓名 张三".chars().collect();
        let new: Vec<char> = "姓名 李三四".chars().collect();
        let found = compare(&old, &new);
        assert_eq!((found.old, found.new), (vec![3], vec![3, 5]));
    }
}
